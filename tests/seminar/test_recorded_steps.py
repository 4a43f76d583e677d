"""Steps of training that are recorded once and then repeated, as on a GPU: here a recorder stands in for its graphs."""

import contextlib
import copy
from collections.abc import Callable, Iterator

import pytest
import torch
from torch import Tensor, nn

from seminar import Augment, DeepVGG, ImageSet, fit
from seminar.models import seminar_vgg
from seminar.steps import STEPS_BEFORE, recorder_for
from solutions.images.reference import ModelBaseline


class Repeats:
    """Records as a GPU does: nothing happens meanwhile, and what is repeated reads the same tensors."""

    def __init__(self, fails: bool = False) -> None:
        self.fails = fails
        self.tried = self.recorded = self.repeated = self.one_by_one = 0

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        self.one_by_one += 1
        yield

    def record(self, work: Callable[[], None]) -> Callable[[], None]:
        self.tried += 1
        if self.fails:
            raise RuntimeError("CUDA error: operation not permitted when stream is capturing")
        self.recorded += 1

        def repeat() -> None:
            self.repeated += 1
            work()

        return repeat


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Repeats:
    """Let fit record its steps on the CPU."""
    made = Repeats()
    monkeypatch.setattr("seminar.training.recorder_for", lambda place: made)
    return made


def trained(model: nn.Module, data: ImageSet, **options: object) -> tuple[list[float], list[Tensor]]:
    """Return the losses and the weights after two epochs."""
    history = fit(model, data, epochs=2, batch_size=16, seed=3, progress=False, **options)  # type: ignore[arg-type]
    return history.train_loss + history.train_accuracy, [value.detach() for value in model.state_dict().values()]


@pytest.mark.parametrize("make", [ModelBaseline, seminar_vgg, lambda: DeepVGG(dropout=nn.Dropout2d)])
@pytest.mark.parametrize("augment", [None, Augment()])
def test_recorded_steps_are_the_same_steps(
    easy: ImageSet, monkeypatch: pytest.MonkeyPatch, make: Callable[[], nn.Module], augment: Augment | None
) -> None:
    """The same losses and weights to the last bit; the last batch, which is smaller, is made by itself."""
    data = easy.subset(78)  # 16 * 4 + 14
    model = make()
    twin = copy.deepcopy(model)
    losses, weights = trained(twin, data, augment=augment)
    recorder = Repeats()
    monkeypatch.setattr("seminar.training.recorder_for", lambda place: recorder)
    again, recorded_weights = trained(model, data, augment=augment)
    assert again == losses
    assert all(torch.equal(first, second) for first, second in zip(weights, recorded_weights, strict=True))
    assert (recorder.recorded, recorder.one_by_one, recorder.repeated) == (1, STEPS_BEFORE + 2, 10 - STEPS_BEFORE - 2)


def test_what_cannot_be_recorded_is_made_one_by_one(easy: ImageSet, recorder: Repeats) -> None:
    """And tried once."""
    recorder.fails = True
    losses, _ = trained(ModelBaseline(), easy.subset(64))
    assert (recorder.tried, recorder.one_by_one, recorder.repeated) == (1, 8, 0)
    assert len(losses) == 4


def test_a_one_cycle_schedule_is_not_recorded(easy: ImageSet, recorder: Repeats) -> None:
    """It changes the momentum in every step, which a recording would keep."""
    trained(ModelBaseline(), easy.subset(64), one_cycle=True)
    assert not recorder.recorded


def test_a_recorder_works_on_the_card_that_trains(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the stream of another one it would record nothing, and repeat it."""
    asked: list[object] = []

    class Stream:
        def __init__(self, device: object = None) -> None:
            asked.append(device)

        def wait_stream(self, other: object) -> None: ...

    monkeypatch.setattr(torch.cuda, "Stream", Stream)
    monkeypatch.setattr(torch.cuda, "current_stream", Stream)
    monkeypatch.setattr(torch.cuda, "stream", lambda stream: contextlib.nullcontext())
    second = torch.device("cuda:1")
    made = recorder_for(second)
    assert made is not None
    with made.aside():
        pass
    assert asked == [second] * 3


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
@pytest.mark.parametrize(
    ("make", "allowed"),
    [(ModelBaseline, 1e-3), (lambda: DeepVGG(batch_norm=False, dropout=nn.Dropout2d), 0.15)],
    ids=["no randomness", "dropout"],
)
def test_a_gpu_records_the_same_steps(
    easy: ImageSet, monkeypatch: pytest.MonkeyPatch, make: Callable[[], nn.Module], allowed: float
) -> None:
    """Losses are those without a recording, up to rounding; with dropout other masks, and new ones in every step."""
    torch.manual_seed(1)
    model = make()
    data = ImageSet(easy.images.repeat(8, 1, 1, 1), easy.labels.repeat(8))
    options = {"epochs": 4, "batch_size": 16, "seed": 3, "device": "cuda", "progress": False}
    recorded = fit(copy.deepcopy(model), data, data, **options)  # type: ignore[arg-type]
    monkeypatch.setattr("seminar.training.recorder_for", lambda place: None)
    plain = fit(model, data, data, **options)  # type: ignore[arg-type]
    pairs = zip(plain.train_loss + plain.validation_loss, recorded.train_loss + recorded.validation_loss, strict=True)
    assert max(abs(first - second) / first for first, second in pairs) < allowed
