"""Several models trained side by side, each as `fit` trains one; on a GPU all of them in one CUDA graph.

A step of a small network on 32 images is some hundred tiny pieces of work for a GPU. To start them one by one from
Python takes longer than to do them, and one of them fills a small part of the GPU. So the step of all models is
recorded once, a branch for each model, and then replayed: one call starts everything, and branches run at once.
Source: https://docs.pytorch.org/docs/stable/notes/cuda.html#cuda-graphs
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import torch
from torch import Tensor, nn

from ..images import ImageSet, normalize
from .plan import BATCH_SIZE

BLOCK = 256 * BATCH_SIZE  # images that are shuffled, augmented and normalised at once
WARM_UP = 3  # steps before recording, in which the libraries choose their algorithms


class Training:
    """One model on its way: what `fit` holds in local names, in tensors that stay where they are.

    network: makes the model. train: lies on the device already. The same seed gives the initial weights and the order
    of images that it gives with `fit`. channels_last: whether images lie so in the memory of a CPU, which makes a
    DeepVGG a quarter faster; dropout draws other masks then.
    """

    def __init__(
        self,
        network: Callable[[], nn.Module],
        train: ImageSet,
        *,
        epochs: int,
        seed: int,
        lr: float,
        augment: Callable[..., Tensor] | None = None,
        channels_last: bool = False,
    ) -> None:
        place = train.images.device
        self.train, self.epochs, self.augment = train, epochs, augment
        torch.manual_seed(seed)
        self.model = network().to(place)
        torch.manual_seed(seed)
        self.generator = torch.Generator(place).manual_seed(int(torch.randint(2**31, ())))
        on_gpu = place.type == "cuda"
        # capturable: the optimizer counts its steps on the GPU, so that it can be recorded.
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=lr, fused=True, capturable=on_gpu)

        block = min(BLOCK, len(train))
        self.images = torch.empty(block, *train.images.shape[1:], device=place)
        if channels_last and not on_gpu:
            self.model.to(memory_format=torch.channels_last)
            self.images = self.images.to(memory_format=torch.channels_last)
        self.labels = torch.empty(block, dtype=torch.int64, device=place)
        self.rows = torch.arange(BATCH_SIZE, device=place)  # of the next batch in the block
        self.order = torch.empty(0)
        self.loss = torch.zeros((), device=place)
        self.correct = torch.zeros((), device=place)
        self.train_loss: list[float] = []
        self.train_accuracy: list[float] = []

    def begin_epoch(self) -> None:
        """Shuffle the images."""
        self.model.train()
        self.order = torch.randperm(len(self.train), generator=self.generator, device=self.loss.device)
        self.loss.zero_()
        self.correct.zero_()

    def begin_block(self, start: int) -> None:
        """Lay out the images from `start` on, in the order of this epoch."""
        chosen = self.order[start : start + BLOCK]
        images = self.train.images[chosen]
        if self.augment is not None:
            images = self.augment(images, self.generator)
        self.images[: len(chosen)] = normalize(images)
        self.labels[: len(chosen)] = self.train.labels[chosen]
        self.rewind()

    def rewind(self) -> None:
        """Go back to the first batch of the block."""
        torch.arange(BATCH_SIZE, out=self.rows)

    def step(self, size: int) -> None:
        """Train on the next `size` images of the block; no number is read back."""
        rows = self.rows[:size]
        images, labels = self.images.index_select(0, rows), self.labels.index_select(0, rows)
        logits = self.model(images)
        loss = nn.functional.cross_entropy(logits, labels)

        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()

        self.loss += loss.detach() * size
        self.correct += (logits.detach().argmax(dim=1) == labels).sum()
        self.rows += BATCH_SIZE

    def end_epoch(self) -> None:
        """Note loss and accuracy over the epoch."""
        self.train_loss.append(float(self.loss) / len(self.train))
        self.train_accuracy.append(float(self.correct) / len(self.train))

    def changing(self) -> list[Tensor]:
        """Return all tensors that a step changes."""
        states = (value for state in self.optimizer.state.values() for value in state.values())
        found = chain(self.model.parameters(), self.model.buffers(), states, (self.loss, self.correct, self.rows))
        return [value.detach() for value in found]


def train_together(trainings: Sequence[Training], watch: Callable[[Training], None]) -> Iterator[Training]:
    """Train all to the end of their epochs, calling `watch` after each epoch of each; yield each that is done.

    Their sets are equally large; they may differ in everything else.
    """
    count = len(trainings[0].train)
    running = list(trainings)
    while running:
        step = Step(running)
        for _ in range(min(training.epochs - len(training.train_loss) for training in running)):
            for training in running:
                training.begin_epoch()
            for start in range(0, count, BLOCK):
                for training in running:
                    training.begin_block(start)
                batches, rest = divmod(min(BLOCK, count - start), BATCH_SIZE)
                for _ in range(batches):
                    step(BATCH_SIZE)
                if rest:
                    step(rest)
            for training in running:
                training.end_epoch()
                watch(training)
        yield from (training for training in running if len(training.train_loss) == training.epochs)
        running = [training for training in running if len(training.train_loss) < training.epochs]


class Step:
    """A step of several trainings: on a GPU recorded when a batch of that size comes first, and replayed."""

    def __init__(self, trainings: Sequence[Training]) -> None:
        self._trainings = trainings
        self._on_gpu = trainings[0].images.device.type == "cuda"
        self._graphs: dict[int, torch.cuda.CUDAGraph] = {}

    def __call__(self, size: int) -> None:
        if not self._on_gpu:
            for training in self._trainings:
                training.step(size)
            return
        if size not in self._graphs:
            self._graphs[size] = _record(self._trainings, size)
        self._graphs[size].replay()


def _record(trainings: Sequence[Training], size: int) -> torch.cuda.CUDAGraph:
    """Return a step of all trainings as a CUDA graph, each on a stream of its own; nothing has been trained."""
    streams = [torch.cuda.Stream() for _ in trainings]
    for training, stream in zip(trainings, streams, strict=True):
        _warm_up(training, stream, size)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        home = torch.cuda.current_stream()
        for stream in streams:
            stream.wait_stream(home)
        for training, stream in zip(trainings, streams, strict=True):
            with torch.cuda.stream(stream):
                training.step(size)
        for stream in streams:
            home.wait_stream(stream)
    return graph


def _warm_up(training: Training, stream: torch.cuda.Stream, size: int) -> None:
    """Do a few steps on a stream and take them back."""
    if not training.optimizer.state:
        _make_state(training.optimizer)
    before = [value.clone() for value in training.changing()]
    torch.cuda.synchronize()
    with torch.cuda.stream(stream):
        for _ in range(WARM_UP):
            training.rewind()
            training.step(size)
    torch.cuda.synchronize()
    for value, old in zip(training.changing(), before, strict=True):
        value.copy_(old)
    # No gradient is left: the graph gets memory of its own for them.
    training.optimizer.zero_grad()
    torch.cuda.synchronize()


def _make_state(optimizer: torch.optim.Optimizer) -> None:
    """Let Adam make its tensors, by a step with gradients of zero, which changes no weight, and count from 0 again."""
    parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    for parameter in parameters:
        parameter.grad = torch.zeros_like(parameter)
    optimizer.step()
    for parameter in parameters:
        optimizer.state[parameter]["step"].zero_()
    optimizer.zero_grad()
