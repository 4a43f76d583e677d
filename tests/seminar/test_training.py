"""fit and evaluate: they learn, repeat themselves, leave the mode alone, and say what is wrong with a model."""

import copy
import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from seminar import (
    Augment,
    DeepVGG,
    History,
    ImageSet,
    SeminarError,
    dead_share,
    evaluate,
    fit,
    normalize,
)
from seminar.activations import DeadUnits, dead_units


def _small_network(seed: int = 0) -> nn.Sequential:
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.Linear(128, 10)
    )


def _without_seconds(history: History) -> list[list[float]]:
    return [
        history.train_loss,
        history.train_accuracy,
        history.validation_loss,
        history.validation_accuracy,
    ]


def test_an_easy_task_is_learned(easy: ImageSet) -> None:
    history = fit(_small_network(), easy, epochs=30, lr=1e-2, batch_size=16, seed=0, progress=False)
    assert history.train_accuracy[-1] > 0.8, f"accuracy {history.train_accuracy[-1]:.2f} after 30 epochs"
    assert history.train_loss[-1] < history.train_loss[0] / 2, f"loss {history.train_loss}"


@pytest.mark.parametrize(
    "options", [{}, {"augment": Augment()}, {"one_cycle": True}], ids=["plain", "augment", "cycle"]
)
def test_same_seed_same_history_and_weights(easy: ImageSet, options: dict) -> None:
    models = [DeepVGG(dropout=nn.Dropout)]
    models.append(copy.deepcopy(models[0]))
    runs = [fit(model, easy, easy, epochs=2, seed=7, progress=False, **options) for model in models]
    assert _without_seconds(runs[0]) == _without_seconds(runs[1])
    for first, second in zip(models[0].parameters(), models[1].parameters(), strict=True):
        assert torch.equal(first, second)


def test_other_seed_other_history(easy: ImageSet) -> None:
    runs = [fit(_small_network(), easy, epochs=1, seed=seed, progress=False) for seed in (1, 2)]
    assert runs[0].train_loss != runs[1].train_loss


def test_without_a_seed_torchs_own_seed_decides(easy: ImageSet) -> None:
    runs = [fit(_small_network(seed=3), easy, epochs=1, progress=False) for _ in range(2)]
    assert runs[0].train_loss == runs[1].train_loss


@pytest.mark.parametrize("epochs", [1, 3])
def test_history_has_one_number_for_each_epoch(easy: ImageSet, epochs: int) -> None:
    history = fit(_small_network(), easy, easy, epochs=epochs, progress=False, label="mine")
    lengths = [len(values) for values in [*_without_seconds(history), history.seconds]]
    assert lengths == [epochs] * 5, lengths
    assert history.label == "mine"
    assert min(history.seconds) > 0


def test_without_validation_its_lists_are_empty(easy: ImageSet) -> None:
    history = fit(_small_network(), easy, epochs=1, progress=False)
    assert history.validation_loss == history.validation_accuracy == []


def test_first_epoch_is_plain_adam(easy: ImageSet) -> None:
    """One epoch with one batch is one step of torch's Adam on the mean cross-entropy of all images."""
    model = _small_network()
    expected = copy.deepcopy(model)
    optimizer = torch.optim.Adam(expected.parameters(), lr=1e-3)
    nn.functional.cross_entropy(expected(normalize(easy.images)), easy.labels).backward()
    optimizer.step()
    fit(model, easy, epochs=1, batch_size=len(easy), device="cpu", progress=False)
    for ours, theirs in zip(model.parameters(), expected.parameters(), strict=True):
        difference = float((ours - theirs).detach().abs().max())
        # The order of the images differs, so the gradient does by rounding; a step is 1e-3 long.
        assert difference < 1e-4, f"weights differ by {difference:.1e}"


def test_one_cycle_ends_with_a_tiny_rate(easy: ImageSet, monkeypatch: pytest.MonkeyPatch) -> None:
    rates: list[float] = []
    step = torch.optim.Adam.step

    def watched(self: torch.optim.Adam, *args: object) -> None:
        rates.append(self.param_groups[0]["lr"])
        step(self, *args)

    monkeypatch.setattr(torch.optim.Adam, "step", watched)
    fit(_small_network(), easy, epochs=2, batch_size=8, lr=1e-2, one_cycle=True, progress=False)
    assert len(rates) == 20
    assert max(rates) == pytest.approx(1e-2, rel=0.02)
    assert rates[-1] < 1e-5, f"last rate {rates[-1]}"


@pytest.mark.parametrize("one_cycle", [False, True])
def test_a_single_step_is_enough(easy: ImageSet, one_cycle: bool) -> None:
    assert len(fit(_small_network(), easy, epochs=1, batch_size=200, one_cycle=one_cycle, progress=False).seconds) == 1


class Watcher(nn.Module):
    """Remembers in which mode it was called, and how many images it saw."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(3 * 32 * 32, 10)
        self.calls: list[tuple[bool, int]] = []

    def forward(self, x: Tensor) -> Tensor:
        self.calls.append((self.training, len(x)))
        return self.layer(x.flatten(1))


def test_training_in_train_mode_validation_in_eval_mode(easy: ImageSet) -> None:
    model = Watcher().eval()
    fit(model, easy, easy, epochs=2, batch_size=32, progress=False)
    epoch = [(True, 32), (True, 32), (True, 16), (False, 80)]
    assert model.calls == epoch * 2, model.calls


@pytest.mark.parametrize("training", [True, False])
def test_evaluate_puts_the_mode_back(easy: ImageSet, training: bool) -> None:
    model = Watcher().train(training)
    evaluate(model, easy)
    assert model.training is training
    assert model.calls == [(False, 80)]


@pytest.mark.parametrize("batch_size", [7, 80, 500])
def test_evaluate_is_the_mean_over_images(easy: ImageSet, batch_size: int) -> None:
    """By hand: -log softmax of the right class, averaged over images, whatever the batches."""
    model = _small_network()
    logits = model(normalize(easy.images)).detach().double()
    right = logits[torch.arange(80), easy.labels]
    expected_loss = float((logits.exp().sum(dim=1).log() - right).mean())
    expected_accuracy = float((logits.argmax(dim=1) == easy.labels).double().mean())
    loss, accuracy = evaluate(model, easy, batch_size)
    assert loss == pytest.approx(expected_loss, abs=1e-5)
    assert accuracy == expected_accuracy


def test_augmentation_sees_every_training_image_once_and_no_other(easy: ImageSet) -> None:
    seen: list[Tensor] = []

    def spy(images: Tensor, generator: torch.Generator) -> Tensor:
        seen.append(images.clone())
        return images

    fit(_small_network(), easy, easy, epochs=1, batch_size=16, augment=spy, progress=False)
    sums = torch.cat(seen).flatten(1).sum(dim=1).sort().values
    assert torch.equal(sums, easy.images.flatten(1).sum(dim=1).sort().values)


def test_loss_that_is_no_number_stops_the_training(easy: ImageSet, capsys: pytest.CaptureFixture[str]) -> None:
    history = fit(_small_network(), easy, easy, epochs=5, lr=1e30, progress=False)
    assert len(history.train_loss) < 5
    assert not math.isfinite(history.train_loss[-1])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1, lines
    assert "1e+30" in lines[0], lines


class Returns(nn.Module):
    """Has a weight, and returns whatever it is told to."""

    def __init__(self, make: Callable[[Tensor], object]) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1))
        self.make = make

    def forward(self, x: Tensor) -> object:
        return self.make(x)


@pytest.mark.parametrize(
    ("make", "got"),
    [
        (lambda x: None, "NoneType"),
        (lambda x: (x, x), "tuple"),
        (lambda x: x, "[32, 3, 32, 32]"),
        (lambda x: x.new_zeros(len(x), 9), "[32, 9]"),
    ],
    ids=["nothing", "a pair", "the images", "nine classes"],
)
def test_anything_but_logits_gets_one_line(easy: ImageSet, make: Callable[[Tensor], object], got: str) -> None:
    with pytest.raises(SeminarError) as caught:
        fit(Returns(make), easy, epochs=1, progress=False)
    message = str(caught.value)
    assert f"returned {got}" in message, message
    assert "[32, 10]" in message, message


def test_a_model_without_weights_gets_one_line(easy: ImageSet) -> None:
    with pytest.raises(SeminarError, match="no weights"):
        fit(nn.Flatten(), easy, epochs=1, progress=False)


def test_nothing_is_printed_where_nobody_watches(easy: ImageSet, capsys: pytest.CaptureFixture[str]) -> None:
    fit(_small_network(), easy, easy, epochs=1, progress=True)
    output = capsys.readouterr()
    assert output.out + output.err == ""


@pytest.mark.parametrize(("bias", "expected"), [(-1000.0, 1.0), (1000.0, 0.0)], ids=["all dead", "all alive"])
def test_dead_share_of_clear_cases(easy: ImageSet, bias: float, expected: float) -> None:
    model = _small_network()
    first = model[0]
    assert isinstance(first, nn.Conv2d)
    assert first.bias is not None
    nn.init.constant_(first.bias, bias)
    assert dead_share(model, easy) == expected


def test_dead_share_counts_channels_and_features(easy: ImageSet) -> None:
    """Of 2 channels x 1024 positions and 4 features, one channel and all features are dead: 1028 of 2052."""
    conv, linear = nn.Conv2d(3, 2, 1), nn.Linear(2048, 4)
    relu = nn.ReLU()  # the same module twice counts as two places
    model = nn.Sequential(conv, relu, nn.Dropout(0.5), nn.Flatten(), linear, relu)
    conv.load_state_dict({"weight": conv.weight, "bias": torch.tensor([-1000.0, 1000.0])})
    linear.load_state_dict({"weight": linear.weight, "bias": torch.full((4,), -1e6)})
    share = dead_share(model, easy, batch_size=30)
    assert share == pytest.approx(1028 / 2052), f"{share:.4f}"
    assert model.training


def test_dead_units_are_counted_for_each_layer(easy: ImageSet) -> None:
    """A channel that fires at one position is alive; one that never does is dead, as is a feature."""
    first, second = nn.Conv2d(3, 3, 3, padding=1), nn.Linear(3 * 32 * 32, 5)
    assert first.bias is not None
    assert second.bias is not None
    with torch.no_grad():
        for value in (first.weight, first.bias, second.weight, second.bias):
            value.zero_()
        first.bias.copy_(torch.tensor([-1.0, 1.0, 0.0]))
        first.weight[2, :, 0, 0] = torch.tensor([-1.0, 0.0, 0.0])  # silent where its pixel is bright
        second.bias.copy_(torch.tensor([-1.0, 1.0, 1.0, 1.0, -1.0]))
    model = nn.Sequential(first, nn.ReLU(), nn.Flatten(), second, nn.ReLU(), nn.Linear(5, 10))
    assert dead_units(model, easy, batch_size=30) == [DeadUnits("conv 1", 1, 3), DeadUnits("linear 1", 2, 5)]


def test_dead_share_needs_activation_modules(easy: ImageSet) -> None:
    with pytest.raises(SeminarError, match="no activation"):
        dead_share(nn.Sequential(nn.Flatten(), nn.Linear(3072, 10)), easy)
