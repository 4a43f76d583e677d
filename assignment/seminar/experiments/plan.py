"""What is compared: each experiment has variants that differ in one thing, trained alike."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from torch import nn

from ..augment import Augment
from ..models import DeepVGG

RATES = (0.2, 0.3, 0.4)  # of dropout after the three blocks, as in the seminar
HEAD_DROPOUT = 0.5
BATCH_SIZE, LEARNING_RATE = 32, 1e-3  # the seminar's, constant

# One VGG block and no batch norm: the layers of the task's ModelBaseline.
baseline = partial(DeepVGG, widths=(16,), batch_norm=False)


@dataclass(frozen=True)
class Variant:
    """One side of a comparison: a function that makes its network, and what changes its training images."""

    make: Callable[[], nn.Module]
    augment: Augment | None = None


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


SMALL = 5000

EXPERIMENTS = {
    "activations": Experiment(
        {
            activation.__name__: Variant(partial(baseline, activation=activation))
            for activation in (nn.ReLU, nn.LeakyReLU, nn.ELU, nn.SELU)
        },
        epochs=8,
        small_epochs=12,
    ),
    "augmentation": Experiment(
        {"augment=None": Variant(baseline), "augment=Augment()": Variant(baseline, Augment())},
        epochs=12,
        small_epochs=20,
    ),
    "batch_norm": Experiment(
        {f"batch_norm={norm}": Variant(partial(DeepVGG, batch_norm=norm)) for norm in (False, True)},
        epochs=8,
        small_epochs=12,
    ),
    "dropout": Experiment(
        {
            "no dropout": Variant(DeepVGG),
            "nn.Dropout": Variant(partial(DeepVGG, dropout=nn.Dropout, rates=RATES, head_dropout=HEAD_DROPOUT)),
            "nn.Dropout2d": Variant(partial(DeepVGG, dropout=nn.Dropout2d, rates=RATES, head_dropout=HEAD_DROPOUT)),
        },
        epochs=10,
        small_epochs=40,
        # Few images: regularisation needs something to fight.
        images=5000,
        small_images=600,
    ),
}
