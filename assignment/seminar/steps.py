"""One step of training, and on a GPU its recording: taken down once, then repeated at one word from the processor.

A step of a small network is about a hundred operations of a few microseconds, and to start them one by one takes a
processor several times as long as a GPU needs for them. A CUDA graph starts them all at once.
"""

import contextlib
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
HOOKS = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")
HOOKS_OF_VALUES = ("_backward_hooks", "_post_accumulate_grad_hooks")
HOOKS_OF_ALL = tuple(f"_global{hooks}" for hooks in HOOKS)  # in torch.nn.modules.module


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
    """Records with CUDA graphs; see torch.cuda.graph for what a stream of its own is for."""

    def __init__(self) -> None:
        self._stream = torch.cuda.Stream()

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Work on the stream on which the recording happens, after all that was asked for and before all that will."""
        self._stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self._stream):
            yield
        torch.cuda.current_stream().wait_stream(self._stream)

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
    return GpuRecorder() if place.type == "cuda" else None


def repeats_itself(model: nn.Module) -> bool:
    """Return whether all of a model's parts compute as torch or this library wrote them, with nothing of another's.

    A `forward` of somebody's own may count, print or look at a number: a recording would not do it again.
    """
    watched = any(getattr(torch.nn.modules.module, hooks) for hooks in HOOKS_OF_ALL)
    watched |= any(getattr(value, hooks, None) for value in model.parameters() for hooks in HOOKS_OF_VALUES)
    return not watched and all(_known(part) for part in model.modules())


def _known(part: nn.Module) -> bool:
    own = type(part)
    written = f"{getattr(own.forward, '__module__', '')}.".startswith(KNOWN) and "forward" not in vars(part)
    return written and own.__call__ is nn.Module.__call__ and not any(getattr(part, hooks) for hooks in HOOKS)


def logits_of(model: nn.Module, images: Tensor, classes: int) -> Tensor:
    """Return the output of the model, or say in one line what it should have been."""
    logits = model(images)
    expected = (len(images), classes)
    if isinstance(logits, Tensor) and logits.shape == expected:
        return logits
    got = list(logits.shape) if isinstance(logits, Tensor) else type(logits).__name__
    raise SeminarError(text("errors.no_logits", name=type(model).__name__, expected=list(expected), got=got))
