"""One step of training, and on a GPU its recording: taken down once, then repeated at one word from the processor.

A step of a small network is about a hundred operations of a few microseconds, and to start them one by one takes a
processor several times as long as a GPU needs for them. A CUDA graph starts them all at once.
"""

import contextlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

import torch
from torch import Tensor, nn

from .errors import SeminarError
from .language import text

# So many steps are made one by one before one is recorded: what a first step sets up is there by then.
STEPS_BEFORE = 3
# Where a `forward` must be written that does the same in every step, so that a recording says all of it.
KNOWN = ("torch.nn.modules.", "seminar.")
# All that a class of somebody's own may say to be no more than a list of parts: how it is made, and what Python adds.
MAKING = {"__init__", "__module__", "__qualname__", "__doc__", "__annotations__", "__firstlineno__"} | {
    *("__static_attributes__", "__annotate_func__", "__annotations_cache__", "__parameters__", "__orig_bases__"),
}
HOOKS = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")
HOOKS_OF_VALUES = ("_backward_hooks", "_post_accumulate_grad_hooks")


class TrainingStep:
    """Forward, loss, backward and update on one batch.

    total_loss, correct: sums over the images since `start_epoch`; they stay on the device, as to read a number is to
    wait for it. Raises SeminarError when the model does not return logits [N, classes].
    """

    def __init__(
        self,
        model: nn.Module,
        optimizer: torch.optim.Optimizer,
        classes: int,
        place: torch.device,
        *,
        keep: bool = False,
    ) -> None:
        self._model = model
        self._optimizer = optimizer
        self._classes = classes
        self._keep = keep  # the tensors of gradients, filled with zeros, in place of new ones
        self.total_loss = torch.zeros((), device=place)
        self.correct = torch.zeros((), device=place)

    def start_epoch(self) -> None:
        """Set both sums to zero."""
        self.total_loss.zero_()
        self.correct.zero_()

    def __call__(self, images: Tensor, labels: Tensor) -> None:
        """Train on normalised images [B, 3, H, W] and labels int64 [B]."""
        logits = logits_of(self._model, images, self._classes)
        loss = nn.functional.cross_entropy(logits, labels)
        self._optimizer.zero_grad(set_to_none=not self._keep)
        loss.backward()
        self._optimizer.step()
        self.total_loss += loss.detach() * len(labels)
        self.correct += (logits.detach().argmax(dim=1) == labels).sum()


class Recorder(Protocol):
    """What can record work. aside: a context in which the work is done that comes before a recording of it. record:
    returns what does `work` again on the tensors at the same places; meanwhile nothing is done."""

    def aside(self) -> AbstractContextManager[None]: ...
    def record(self, work: Callable[[], None]) -> Callable[[], None]: ...


class GpuRecorder:
    """Records with CUDA graphs; see torch.cuda.graph for what a stream of its own is for.

    The stream is of the device that trains: on another one's, a recording would hold nothing.
    """

    def __init__(self, place: torch.device) -> None:
        self._place = place
        self._stream = torch.cuda.Stream(place)

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Work on the stream on which the recording happens, after all that was asked for and before all that will."""
        self._stream.wait_stream(torch.cuda.current_stream(self._place))
        with torch.cuda.stream(self._stream):
            yield
        torch.cuda.current_stream(self._place).wait_stream(self._stream)

    def record(self, work: Callable[[], None]) -> Callable[[], None]:
        """Return the replay of a CUDA graph of `work`."""
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, stream=self._stream):
            work()
        return graph.replay


class RecordedStep:
    """A TrainingStep that is made a few times one by one, then recorded, and repeated for all batches of that size.

    Where it cannot be recorded after all, it is made one by one as before.
    """

    def __init__(self, step: TrainingStep, recorder: Recorder) -> None:
        self._step = step
        self._recorder = recorder
        self._made = 0
        self._images, self._labels = torch.empty(0), torch.empty(0)  # what a recording reads
        self._repeat: Callable[[], None] | None = None

    def __call__(self, images: Tensor, labels: Tensor) -> None:
        """Train as the step itself does."""
        if self._made == STEPS_BEFORE:
            self._record(images, labels)
        if self._repeat is not None and images.shape == self._images.shape:
            self._images.copy_(images)
            self._labels.copy_(labels)
            self._repeat()
            return
        with self._recorder.aside():
            self._step(images, labels)
        self._made += 1

    def _record(self, images: Tensor, labels: Tensor) -> None:
        self._images, self._labels = images.clone(), labels.clone()
        with contextlib.suppress(RuntimeError):  # something in it waits for the GPU
            self._repeat = self._recorder.record(lambda: self._step(self._images, self._labels))
            self._made += 1


def recorder_for(place: torch.device) -> Recorder | None:
    """Return what records steps on a device, None where nothing does."""
    return GpuRecorder(place) if place.type == "cuda" else None


def repeats_itself(model: nn.Module) -> bool:
    """Return whether all of a model's parts compute as torch or this library wrote them, with nothing of another's.

    Code of somebody's own may count, print or look at a number: a recording would not do it again.
    """
    values = [*model.parameters(), *model.buffers()]
    watched = any(getattr(value, hooks, None) for value in values for hooks in HOOKS_OF_VALUES)
    plain = not watched and all(type(value) in (Tensor, nn.Parameter) for value in values)
    try:
        return plain and _torch_is_itself() and all(_known(part) for part in model.modules())
    except (AttributeError, ImportError):  # a torch that keeps its hooks under other names: nobody knows then
        return False


def _torch_is_itself() -> bool:
    """Return whether nobody looks at what torch does, or has put functions in the place of those that layers call."""
    from torch.optim.optimizer import _global_optimizer_post_hooks, _global_optimizer_pre_hooks

    watched = any(getattr(nn.modules.module, f"_global{hooks}") for hooks in HOOKS)
    watched |= bool(_global_optimizer_pre_hooks or _global_optimizer_post_hooks)
    watched |= torch.is_anomaly_enabled() or torch._C._autograd._top_saved_tensors_default_hooks(False) is not None
    watched |= torch._C._len_torch_function_stack() + torch._C._len_torch_dispatch_stack() > 0
    called = [value for name, value in vars(nn.functional).items() if name.islower() and callable(value)]
    called += [nn.Module.__call__, nn.Module._call_impl]
    return not watched and all(inspect.isbuiltin(value) or _written_in(value, ("torch.",)) for value in called)


def _known(part: nn.Module) -> bool:
    own, kept = type(part), vars(part)
    written = _written_in(getattr(own, "forward", None), KNOWN) and own.__call__ is nn.Module.__call__
    added = any(vars(cls).keys() - MAKING for cls in own.__mro__[:-1] if not f"{cls.__module__}.".startswith(KNOWN))
    # Functions in place of methods, or that a layer calls; a class is kept to make parts of it.
    given = any(callable(value) and not isinstance(value, type) for value in kept.values())
    waits = getattr(part, "momentum", 0) is None  # BatchNorm reads how many batches it has seen
    return written and not (added or given or waits or any(kept[hooks] for hooks in HOOKS))


def _written_in(function: object, modules: tuple[str, ...]) -> bool:
    """Return whether a function stands in one of these modules, whatever it says of itself (functools.wraps)."""
    return inspect.isfunction(function) and f"{function.__globals__['__name__']}.".startswith(modules)


def logits_of(model: nn.Module, images: Tensor, classes: int) -> Tensor:
    """Return the output of the model, or say in one line what it should have been."""
    logits = model(images)
    expected = (len(images), classes)
    if isinstance(logits, Tensor) and logits.shape == expected:
        return logits
    got = list(logits.shape) if isinstance(logits, Tensor) else type(logits).__name__
    raise SeminarError(text("errors.no_logits", name=type(model).__name__, expected=list(expected), got=got))
