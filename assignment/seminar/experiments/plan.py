"""What is compared: each experiment has variants that differ in one thing, trained alike.

The network of tasks 1 and 2 is not here: it comes from an answer, see answer.py. The last experiment takes its
settings from the one before it, see tuning.py; of the results that come with the seminar, the drawings alone have both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import nn

from ..augment import Augment
from ..models import DeepVGG

RATES = (0.2, 0.3, 0.4)  # of dropout after the three blocks, as in the seminar
HEAD_DROPOUT = 0.5
BATCH_SIZE, LEARNING_RATE = 32, 1e-3  # the seminar's, constant

Make = Callable[..., nn.Module]


@dataclass(frozen=True)
class Variant:
    """One side of a comparison: how its network is made, what changes its training images, how fast it learns.

    make: None for the answer's ModelBaseline. arguments: what is handed to either.
    """

    make: Make | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    augment: Augment | None = None
    lr: float = LEARNING_RATE

    def network(self, baseline: Make | None) -> nn.Module:
        """Return a new network; baseline: the answer's ModelBaseline, which only variants without `make` need."""
        make = baseline if self.make is None else self.make
        assert make is not None, "a plan that needs an answer was given none"
        return make(**self.arguments)


@dataclass(frozen=True)
class Experiment:
    """Variants by name, for how many epochs they are trained, and on how many images at most (None: on all).

    small_epochs, small_images: the same for a set of at most SMALL images.
    seeds: how many at most. held_out: judged on training images that were left out, not on the test set, and only after
    the last epochs, which are all that is asked of a trial.
    """

    variants: dict[str, Variant]
    epochs: int
    small_epochs: int
    images: int | None = None
    small_images: int | None = None
    seeds: int | None = None
    held_out: bool = False

    def needs_answer(self) -> bool:
        """Return whether a variant trains the network of the tasks."""
        return any(variant.make is None for variant in self.variants.values())


SMALL = 5000
HELD_OUT = 5000  # images at most that judge settings, and no more than the test set has
LAST = 5  # epochs at the end whose mean accuracy judges settings: a single one is chance

# Settings that are tried for the last comparison: four learning rates, and for each kind of dropout three
# pairs of a learning rate and p.
KINDS = {"no dropout": None, "nn.Dropout": nn.Dropout, "nn.Dropout2d": nn.Dropout2d}
LEARNING_RATES = (1e-3, 2e-3, 3e-3, 5e-3)
HALF = (0.1, 0.15, 0.2)  # of RATES
TRIED = ((1e-3, HALF), (1e-3, RATES), (3e-3, HALF))


def _tried() -> dict[str, Variant]:
    """Return all settings by names such as "nn.Dropout, lr=0.001, p=0.2/0.3/0.4"."""
    tried = {f"no dropout, lr={lr:g}": Variant(DeepVGG, lr=lr) for lr in LEARNING_RATES}
    for kind in (nn.Dropout, nn.Dropout2d):
        for lr, rates in TRIED:
            name = f"nn.{kind.__name__}, lr={lr:g}, p={'/'.join(map(str, rates))}"
            tried[name] = Variant(DeepVGG, {"dropout": kind, "rates": rates}, lr=lr)
    return tried


EXPERIMENTS = {
    "activations": Experiment(
        {
            activation.__name__: Variant(arguments={"activation": activation})
            for activation in (nn.ReLU, nn.LeakyReLU, nn.ELU, nn.SELU)
        },
        epochs=12,
        small_epochs=12,
    ),
    "dead_units": Experiment(
        {
            f"{activation.__name__}, lr={lr:g}": Variant(arguments={"activation": activation}, lr=lr)
            for lr in (LEARNING_RATE, 10 * LEARNING_RATE)
            for activation in (nn.ReLU, nn.LeakyReLU)
        },
        epochs=5,
        small_epochs=12,
    ),
    "augmentation": Experiment(
        {"augment=None": Variant(), "augment=Augment()": Variant(augment=Augment())},
        epochs=20,
        small_epochs=20,
    ),
    "batch_norm": Experiment(
        {f"batch_norm={norm}": Variant(DeepVGG, {"batch_norm": norm}) for norm in (False, True)},
        epochs=10,
        small_epochs=12,
    ),
    "dropout": Experiment(
        {
            "no dropout": Variant(DeepVGG),
            "nn.Dropout": Variant(DeepVGG, {"dropout": nn.Dropout, "rates": RATES, "head_dropout": HEAD_DROPOUT}),
            "nn.Dropout2d": Variant(DeepVGG, {"dropout": nn.Dropout2d, "rates": RATES, "head_dropout": HEAD_DROPOUT}),
        },
        epochs=30,
        small_epochs=60,
        # Few drawings: regularisation needs something to fight.
        small_images=600,
    ),
    # The network that students write: BatchNorm1d and dropout in the head of all variants.
    "vgg": Experiment(
        {
            name: Variant(DeepVGG, {"dropout": kind, "rates": RATES, "head_dropout": HEAD_DROPOUT, "head_norm": True})
            for name, kind in KINDS.items()
        },
        epochs=30,
        small_epochs=60,
        small_images=600,
    ),
    "tuning": Experiment(_tried(), epochs=60, small_epochs=120, images=5000, small_images=600, seeds=1, held_out=True),
    # Each with what tuning found best for it; here stands what they are trained with otherwise.
    "tuned": Experiment(
        {name: Variant(DeepVGG, {"dropout": kind}) for name, kind in KINDS.items()},
        epochs=60,
        small_epochs=120,
        images=5000,
        small_images=600,
    ),
}
