"""What is compared: each experiment has variants that differ in one thing, trained alike.

The network of tasks 1 and 2 is not here: it comes from an answer, see answer.py.
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
    """One side of a comparison: how its network is made, and what changes its training images.

    make: None for the answer's ModelBaseline. arguments: what is handed to either.
    """

    make: Make | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    augment: Augment | None = None

    def network(self, baseline: Make | None) -> nn.Module:
        """Return a new network; baseline: the answer's ModelBaseline, which only variants without `make` need."""
        make = baseline if self.make is None else self.make
        assert make is not None, "a plan that needs an answer was given none"
        return make(**self.arguments)


@dataclass(frozen=True)
class Experiment:
    """Variants by name, for how many epochs they are trained, and on how many images at most (None: on all).

    small_epochs, small_images: the same for a set of at most SMALL images.
    """

    variants: dict[str, Variant]
    epochs: int
    small_epochs: int
    images: int | None = None
    small_images: int | None = None

    def needs_answer(self) -> bool:
        """Return whether a variant trains the network of the tasks."""
        return any(variant.make is None for variant in self.variants.values())


SMALL = 5000

EXPERIMENTS = {
    "activations": Experiment(
        {
            activation.__name__: Variant(arguments={"activation": activation})
            for activation in (nn.ReLU, nn.LeakyReLU, nn.ELU, nn.SELU)
        },
        epochs=8,
        small_epochs=12,
    ),
    "augmentation": Experiment(
        {"augment=None": Variant(), "augment=Augment()": Variant(augment=Augment())},
        epochs=12,
        small_epochs=20,
    ),
    "batch_norm": Experiment(
        {f"batch_norm={norm}": Variant(DeepVGG, {"batch_norm": norm}) for norm in (False, True)},
        epochs=8,
        small_epochs=12,
    ),
    "dropout": Experiment(
        {
            "no dropout": Variant(DeepVGG),
            "nn.Dropout": Variant(DeepVGG, {"dropout": nn.Dropout, "rates": RATES, "head_dropout": HEAD_DROPOUT}),
            "nn.Dropout2d": Variant(DeepVGG, {"dropout": nn.Dropout2d, "rates": RATES, "head_dropout": HEAD_DROPOUT}),
        },
        epochs=10,
        small_epochs=40,
        # Few images: regularisation needs something to fight.
        images=5000,
        small_images=600,
    ),
}
