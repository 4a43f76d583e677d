"""Models that are trained side by side: each as `fit` trains it alone, and a recording of a step trains nothing."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import nn

from seminar import Augment, DeepVGG, ImageSet, fit
from seminar.experiments import together
from seminar.experiments.together import Training, train_together

EPOCHS = 3


def small(activation: Callable[[], nn.Module] = nn.ReLU, p: float = 0.0) -> nn.Module:
    """Return a small network with what the experiments' networks have."""
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, stride=4), nn.BatchNorm2d(4), activation(), nn.Dropout(p), nn.Flatten(), nn.Linear(256, 10)
    )


@pytest.mark.parametrize("seed", [0, 1])
def test_a_model_learns_as_with_fit(easy: ImageSet, seed: int) -> None:
    """80 images: two batches of 32 and one of 16; alone, with dropout, the numbers are the same."""
    torch.manual_seed(seed)
    model = small(p=0.3)
    history = fit(model, easy, epochs=EPOCHS, lr=1e-2, seed=seed, progress=False, device="cpu")
    training = Training(partial(small, p=0.3), easy, epochs=EPOCHS, seed=seed, lr=1e-2)
    assert list(train_together([training], lambda _: None)) == [training]
    assert training.train_loss == pytest.approx(history.train_loss, rel=1e-5)
    assert training.train_accuracy == history.train_accuracy
    for mine, theirs in zip(training.model.parameters(), model.parameters(), strict=True):
        torch.testing.assert_close(mine, theirs)


def test_blocks_make_no_difference(easy: ImageSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two blocks of 64 and 16 images are one of 80."""
    whole = Training(small, easy, epochs=EPOCHS, seed=0, lr=1e-2)
    list(train_together([whole], lambda _: None))
    monkeypatch.setattr(together, "BLOCK", 64)
    parts = Training(small, easy, epochs=EPOCHS, seed=0, lr=1e-2)
    list(train_together([parts], lambda _: None))
    assert parts.train_loss == pytest.approx(whole.train_loss, rel=1e-6)


def test_models_do_not_touch_each_other(easy: ImageSet) -> None:
    """Different activations, rates, lengths; each ends after its own epochs, and learned what it learns alone."""
    settings = [(2, 1e-2, nn.ReLU, None), (4, 1e-3, nn.ELU, None), (2, 1e-3, nn.ReLU, Augment())]

    def trainings() -> list[Training]:
        return [
            Training(partial(small, activation), easy, epochs=epochs, seed=5, lr=lr, augment=augment)
            for epochs, lr, activation, augment in settings
        ]

    seen: list[int] = []
    group = trainings()
    done = list(train_together(group, lambda training: seen.append(group.index(training))))
    assert [group.index(training) for training in done] == [0, 2, 1]
    assert sorted(seen) == [0, 0, 1, 1, 1, 1, 2, 2]
    for training, alone in zip(group, trainings(), strict=True):
        list(train_together([alone], lambda _: None))
        assert training.train_loss == pytest.approx(alone.train_loss, rel=1e-6)
        assert len(alone.train_loss) == alone.epochs


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_recorded_step_learns_as_with_fit(easy: ImageSet) -> None:
    """On a GPU, four at a time in one graph: the curves of `fit` within rounding."""
    group = [Training(DeepVGG, easy.to("cuda"), epochs=EPOCHS, seed=seed, lr=1e-3) for seed in range(4)]
    list(train_together(group, lambda _: None))
    for seed, training in enumerate(group):
        torch.manual_seed(seed)
        history = fit(DeepVGG(), easy, epochs=EPOCHS, seed=seed, progress=False, device="cuda")
        assert training.train_loss == pytest.approx(history.train_loss, rel=0.02)


def test_recording_trains_nothing(easy: ImageSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a graph that only remembers what to do: weights, optimizer, counts are those of before, and then go on."""
    quiet: dict[str, Any] = {
        "synchronize": lambda: None,
        "stream": lambda _: nullcontext(),
        "graph": lambda _: nullcontext(),
    }
    stream = SimpleNamespace(wait_stream=lambda _: None)
    quiet |= {"Stream": lambda: stream, "current_stream": lambda: stream, "CUDAGraph": SimpleNamespace}
    for name, value in quiet.items():
        monkeypatch.setattr(torch.cuda, name, value)
    plain = Training(small, easy, epochs=1, seed=0, lr=1e-2)
    warmed = Training(small, easy, epochs=1, seed=0, lr=1e-2)
    for training in (plain, warmed):
        training.begin_epoch()
        training.begin_block(0)
        training.step(32)
    together._record([warmed], 16)  # here the step of the recording itself is done, as nothing records it
    plain.step(16)
    for mine, theirs in zip(warmed.changing(), plain.changing(), strict=True):
        torch.testing.assert_close(mine, theirs)

    fresh = Training(small, easy, epochs=1, seed=0, lr=1e-2)
    fresh.begin_epoch()
    fresh.begin_block(0)
    together._record([fresh], 32)
    fresh.step(16)
    for mine, theirs in zip(fresh.changing(), plain.changing(), strict=True):
        torch.testing.assert_close(mine, theirs)
