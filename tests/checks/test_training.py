"""q4 at the level of a submission: a class goes in, a verdict and its words come out.

The recipe is the real one, except where a test says otherwise; images are drawn here from a seed of their own.
"""

from typing import Any

import pytest
from torch import Tensor, nn

from autograder.judge import one_thread
from autograder.trial import Build
from coursekit.feedback import CheckFailed
from seminar.subject import Recipe, Subject
from seminar.training import fit
from solutions.questions.q4_training.checks import percent
from solutions.questions.q4_training.images import images_of
from tests.bank import REFERENCE
from tests.course import judge, words
from tests.proofs.drawn import DrawnBuild, drawn_build


@pytest.fixture(scope="module")
def build() -> DrawnBuild:
    """A build with 2,000 training images and as many fresh ones as settings.toml says."""
    return drawn_build("a secret of q4")


def with_settings(build: DrawnBuild, **changed: float) -> DrawnBuild:
    """Return the same build with other settings of q4."""
    settings = {**build.grading.settings, "q4": {**build.grading.settings["q4"], **changed}}
    return DrawnBuild(build.secret, build.grading.model_copy(update={"settings": settings}))


def with_recipe(build: DrawnBuild, recipe: Recipe) -> DrawnBuild:
    """Return the same build with another recipe."""
    told = {name: getattr(recipe, name) for name in ("batch_size", "epochs", "learning_rate", "channels_last")}
    return with_settings(build, **told)


def verdict(change: str, build: Build) -> CheckFailed | None:
    """Return what q4 says of the plain correct submission followed by `change`."""
    names: dict[str, object] = {"__name__": "submission"}
    exec(compile(REFERENCE.read_text(encoding="utf-8") + change, "submission", "exec"), names)
    with one_thread():
        return judge("q4", lambda seed: Subject(names, seed), build).verdicts["accuracy"]


FROZEN = """
Specified = ModelBaseline
class ModelBaseline(Specified):
    def __init__(self):
        super().__init__()
        self.features.requires_grad_(False)
"""
DETACHED = """
Specified = ModelBaseline
class ModelBaseline(Specified):
    def forward(self, x):
        return self.classifier(self.features(x).detach())
"""
BUFFERS = """
Specified = ModelBaseline
class ModelBaseline(Specified):
    def __init__(self):
        super().__init__()
        for layer in (self.features[0], self.features[2]):
            weight = layer.weight.detach().clone()
            del layer.weight
            layer.register_buffer("weight", weight)
"""
DIVERGES = """
Specified = ModelBaseline
class ModelBaseline(Specified):
    def forward(self, x):
        logits = super().forward(x)
        return logits * float("nan") if self.training else logits
"""
LINEAR = """
class ModelBaseline(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Flatten(), nn.Linear(3072, 10))
"""
LATE = """
Specified = ModelBaseline
class ModelBaseline(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = Specified().features
    def forward(self, x):
        if not hasattr(self, "classifier"):
            self.classifier = Specified().classifier
        return self.classifier(self.features(x))
"""
VIEW = """
Specified = ModelBaseline
class ModelBaseline(Specified):
    def forward(self, x):
        return self.classifier(self.features(x).view(-1, 4096).unflatten(1, (16, 16, 16)))
"""
WRONG_SHAPE = """
class ModelBaseline(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Flatten(), nn.Linear(3072, 7))
"""
RAISES_IN_TRAINING = """
Specified = ModelBaseline
class ModelBaseline(Specified):
    def forward(self, x):
        if self.training:
            raise ValueError("not in training")
        return super().forward(x)
"""


def test_reference_passes(build: DrawnBuild) -> None:
    """The plain correct submission reaches the threshold; how often it would not is calibrated (below 1e-6)."""
    assert verdict("", build) is None


@pytest.mark.parametrize("change", [FROZEN, DETACHED, BUFFERS], ids=["requires_grad", "detach", "buffers"])
def test_features_that_do_not_learn_are_named(change: str, build: DrawnBuild) -> None:
    """Whatever accuracy a trained head reaches on random features: their weights stand still."""
    failed = verdict(change, with_recipe(build, Recipe(100, 1, 1e-3)))
    assert failed is not None
    assert failed.code == "weights_not_trained"
    assert "features.0.weight" in words(failed)


@pytest.mark.parametrize(("change", "expected"), [("", True), (VIEW, False)], ids=["reference", "view"])
def test_images_lie_as_a_model_can_take_them(
    change: str, expected: bool, build: DrawnBuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In channels_last where the network gives the same there; one with a view is trained without, by the same code."""
    recipes: list[Recipe] = []
    train = Subject.fit

    def watched(
        self: Subject, handle: int, images: Tensor, labels: Tensor, recipe: Recipe, *, on_gpu: bool = False
    ) -> list[float]:
        recipes.append(recipe)
        return train(self, handle, images, labels, recipe, on_gpu=on_gpu)

    monkeypatch.setattr(Subject, "fit", watched)
    failed = verdict(change, with_recipe(build, Recipe(100, 1, 1e-3, channels_last=True)))
    assert failed is not None
    assert failed.code == "accuracy_low", words(failed)
    assert [recipe.channels_last for recipe in recipes] == [expected]


def test_layers_of_the_first_call_come_too_late(build: DrawnBuild) -> None:
    """The model that is trained was never called before, so that the optimizer does not know what a call makes."""
    failed = verdict(LATE, with_recipe(build, Recipe(100, 1, 1e-3)))
    assert failed is not None
    assert failed.code == "weights_not_trained"
    assert "classifier.1.weight" in words(failed)


def test_model_that_knows_the_classes_before_is_named(build: DrawnBuild) -> None:
    """Weights of a training run, put into every new model: more than an untrained network ever knows."""
    names: dict[str, Any] = {"__name__": "submission"}
    exec(compile(REFERENCE.read_text(encoding="utf-8"), "submission", "exec"), names)
    base: type[nn.Module] = names["ModelBaseline"]
    trained = base()
    fit(trained, images_of(build.folder)[0], epochs=1, batch_size=32, lr=3e-3, progress=False)

    # mypy knows no classes whose base is a variable.
    class Trained(base):  # type: ignore[misc, valid-type]
        def __init__(self) -> None:
            super().__init__()
            self.load_state_dict(trained.state_dict())

    with one_thread():
        failed = judge("q4", lambda seed: Subject({"ModelBaseline": Trained}, seed), build).verdicts["accuracy"]
    assert failed is not None
    assert failed.code == "trained_before"


@pytest.mark.parametrize(
    ("share", "shown"), [(0.68999, "68.99%"), (0.69, "69.00%"), (0.6895, "68.95%"), (1, "100.00%")]
)
def test_what_failed_never_looks_like_the_threshold(share: float, shown: str) -> None:
    """Percents are rounded down, to two digits."""
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (DIVERGES, "logits_not_finite"),
        (LINEAR, "accuracy_low"),
        (WRONG_SHAPE, "shape"),
        (RAISES_IN_TRAINING, "training"),
        ("\nModelBaseline = None", "not_a_class"),
        ("\ndel ModelBaseline", "missing"),
    ],
    ids=["diverges", "linear model", "seven classes", "raises", "not a class", "missing"],
)
def test_a_run_that_goes_wrong_gets_a_message(change: str, code: str, build: DrawnBuild) -> None:
    """No crash, and words that say what happened; one epoch is enough to see it."""
    failed = verdict(change, with_recipe(build, Recipe(100, 1, 1e-3)))
    assert failed is not None
    assert failed.code == code, str(failed)


def test_a_doubtful_run_is_repeated(build: DrawnBuild) -> None:
    """Between the levels up to five runs decide, and the message gives them all."""
    always_doubtful = with_settings(with_recipe(build, Recipe(100, 1, 1e-3)), threshold=0.95, band=0.95)
    failed = verdict("", always_doubtful)
    assert failed is not None
    assert failed.code == "accuracy_doubtful"
    assert words(failed).count("%") == 3 + 2, words(failed)
