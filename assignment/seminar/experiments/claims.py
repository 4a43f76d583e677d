"""What the seminar says about the experiments, held against the runs: which of it repeats with every seed."""

from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

from ..language import spoken_number, text
from .results import DIGITS, Results

if TYPE_CHECKING:
    import pandas

HOLDS, FAILS, OPEN = "holds", "fails", "open"


@dataclass(frozen=True)
class Claim:
    """A sentence: with variant `one`, a measure of results.MEASURES is higher than with `other` (or lower).

    factor: the other one is multiplied by it, so that the claim is one of so many times as much.
    """

    key: str
    experiment: str
    measure: str
    one: str
    other: str
    higher: bool
    factor: float = 1.0


CLAIMS = (
    Claim("elu_accuracy", "activations", "best", "ELU", "ReLU", higher=True),
    Claim("selu_accuracy", "activations", "best", "SELU", "ReLU", higher=True),
    Claim("selu_seconds", "activations", "seconds", "SELU", "ReLU", higher=True, factor=1.2),
    Claim("elu_early", "activations", "early", "ELU", "ReLU", higher=False),
    Claim("relu_dead", "activations", "dead", "ReLU", "LeakyReLU", higher=True),
    Claim("dead_rate", "dead_units", "dead", "ReLU, lr=0.01", "ReLU, lr=0.001", higher=True),
    Claim("dead_accuracy", "dead_units", "best", "ReLU, lr=0.01", "LeakyReLU, lr=0.01", higher=False),
    Claim("augmentation_gap", "augmentation", "gap", "augment=Augment()", "augment=None", higher=False),
    Claim("augmentation_accuracy", "augmentation", "best", "augment=Augment()", "augment=None", higher=True),
    Claim("norm_early", "batch_norm", "early", "batch_norm=True", "batch_norm=False", higher=False),
    Claim("norm_accuracy", "batch_norm", "best", "batch_norm=True", "batch_norm=False", higher=True),
    Claim("dropout_gap", "dropout", "gap", "nn.Dropout", "no dropout", higher=False),
    Claim("dropout_accuracy", "dropout", "best", "nn.Dropout", "no dropout", higher=True),
    Claim("spatial_gap", "dropout", "gap", "nn.Dropout2d", "no dropout", higher=False),
    Claim("spatial_accuracy", "dropout", "best", "nn.Dropout2d", "no dropout", higher=True),
    Claim("spatial_ordinary", "dropout", "best", "nn.Dropout2d", "nn.Dropout", higher=True),
    Claim("vgg_gap", "vgg", "gap", "nn.Dropout2d", "no dropout", higher=False),
    Claim("vgg_accuracy", "vgg", "best", "nn.Dropout2d", "no dropout", higher=True),
    Claim("vgg_ordinary", "vgg", "best", "nn.Dropout2d", "nn.Dropout", higher=True),
)


@dataclass(frozen=True)
class Verdict:
    """HOLDS when the claim is true with every seed, FAILS when its opposite is, else OPEN; and the two means."""

    claim: Claim
    word: str
    one: float
    other: float
    seeds: int


def judge_claims(results: Results) -> list[Verdict]:
    """Return a verdict on each claim whose experiment has been run.

    Runs with the same seed are compared in pairs. Of two variants between which chance alone decides, one would win
    all of three pairs with probability 1/8.
    """
    verdicts = []
    for claim in CLAIMS:
        if claim.experiment not in (results.seconds if claim.measure == "seconds" else results.runs):
            continue
        ones = results.values(claim.experiment, claim.one, claim.measure)
        others = results.values(claim.experiment, claim.other, claim.measure)
        sign = 1 if claim.higher else -1
        pairs = list(zip(ones, others, strict=True))
        word = OPEN
        if all(sign * (one - claim.factor * other) > 0 for one, other in pairs):
            word = HOLDS
        elif all(sign * (one - claim.factor * other) < 0 for one, other in pairs):
            word = FAILS
        verdicts.append(Verdict(claim, word, mean(ones), mean(others), len(pairs)))
    return verdicts


def claims_table(*several: Results, experiment: str | None = None) -> "pandas.DataFrame":
    """Return a row for each claim (on one experiment); for each set of images the verdict and the two means."""
    import pandas

    rows: dict[str, dict[str, str]] = {}
    for results in several:
        for verdict in judge_claims(results):
            claim = verdict.claim
            if experiment not in (None, claim.experiment):
                continue
            if claim.measure == "seconds":
                numbers = f"× {spoken_number(verdict.one / verdict.other, 2)}"
            else:
                digits = DIGITS[claim.measure]
                numbers = f"{spoken_number(verdict.one, digits)} / {spoken_number(verdict.other, digits)}"
            row = rows.setdefault(claim.key, {text("claims.claim"): text(f"claims.{claim.key}")})
            column = results.title if experiment is None else results.title_of(experiment)
            row[column] = f"{text(f'claims.{verdict.word}')}: {numbers}"
    return pandas.DataFrame(rows.values()).fillna("").set_index(text("claims.claim"))
