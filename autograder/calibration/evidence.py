"""What the runs imply: the threshold, its two error rates, and calibration.toml, which a build demands."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import stats

from autograder.calibration.networks import CORRECT, CORRECT_VARIANTS, LISTED, SHORTCUTS
from autograder.config import Grading
from autograder.errors import GraderError

FOLDER = Path(__file__).resolve().parent.parent
EVIDENCE_FILE = FOLDER / "calibration.toml"


@dataclass(frozen=True)
class Spread:
    """The accuracies of one kind of network, as a sample: how many, mean, standard deviation, extremes."""

    runs: int
    mean: float
    deviation: float
    lowest: float
    highest: float

    def below(self, threshold: float) -> float:
        """Estimate the probability that a further run falls below `threshold`.

        The predictive distribution of a normal sample: Student's t with n - 1 degrees of freedom, scale
        s * sqrt(1 + 1/n) (Geisser, Predictive Inference, 1993). It widens where there were few runs.
        """
        scale = max(self.deviation, 1e-4) * np.sqrt(1 + 1 / self.runs)
        return float(stats.t.cdf((threshold - self.mean) / scale, self.runs - 1))

    def above(self, threshold: float) -> float:
        """Estimate the probability that a further run reaches `threshold`; see `below`."""
        scale = max(self.deviation, 1e-4) * np.sqrt(1 + 1 / self.runs)
        return float(stats.t.sf((threshold - self.mean) / scale, self.runs - 1))


def spread(accuracies: Sequence[float]) -> Spread:
    """Summarise the accuracies of one kind."""
    values = np.asarray(accuracies)
    return Spread(
        len(values), float(values.mean()), float(values.std(ddof=1)), float(values.min()), float(values.max())
    )


def false_fail(spreads: Mapping[str, Spread], threshold: float) -> float:
    """Estimate the probability that a correct solution fails: the worst of the reference and its initialisations."""
    return max(spreads[kind].below(threshold) for kind in CORRECT | CORRECT_VARIANTS)


def false_pass(spreads: Mapping[str, Spread], threshold: float) -> float:
    """Estimate the probability that the best shortcut passes."""
    return max(spreads[kind].above(threshold) for kind in SHORTCUTS)


def best_threshold(spreads: Mapping[str, Spread], largest_false_fail: float) -> float:
    """Return the highest threshold, in whole percents, at which correct solutions fail seldom enough."""
    percents = [percent for percent in range(1, 100) if false_fail(spreads, percent / 100) <= largest_false_fail]
    return max(percents, default=0) / 100


def conditions(grading: Grading, fingerprint: str) -> dict[str, object]:
    """Return what evidence is valid for: the recipe, the number of fresh images and the training images."""
    return {
        "batch_size": grading.recipe.batch_size,
        "epochs": grading.recipe.epochs,
        "learning_rate": grading.recipe.learning_rate,
        "fresh_images": grading.fresh_images,
        "training_images": fingerprint,
    }


def to_toml(spreads: Mapping[str, Spread], threshold: float, valid_for: Mapping[str, object]) -> str:
    """Return the text of calibration.toml."""
    lines = [
        "# Written by `python -m autograder calibrate`; do not edit. See calibration.png and README.",
        f"threshold = {threshold:g}",
        f"false_fail = {false_fail(spreads, threshold):.2g}  # a correct solution fails q4 (estimated)",
        f"false_pass = {false_pass(spreads, threshold):.2g}  # the best shortcut passes q4 (estimated)",
        "",
        "[valid_for]",
        *(f"{key} = {_value(value)}" for key, value in valid_for.items()),
    ]
    for kinds, role in ((CORRECT | CORRECT_VARIANTS, "correct"), (SHORTCUTS, "shortcut"), (LISTED, "listed")):
        for kind in kinds:
            found = spreads[kind]
            lines += ["", f'[kinds."{kind}"]', f'role = "{role}"', f"runs = {found.runs}"]
            lines += [f"{name} = {getattr(found, name):.5f}" for name in ("mean", "deviation", "lowest", "highest")]
    return "\n".join(lines) + "\n"


def load_evidence(path: Path = EVIDENCE_FILE) -> tuple[dict[str, object], dict[str, Spread]]:
    """Return the conditions and the spreads of calibration.toml.

    Raises GraderError when there is none or it cannot be read.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        numbers = ("runs", "mean", "deviation", "lowest", "highest")
        spreads = {kind: Spread(*(row[name] for name in numbers)) for kind, row in table["kinds"].items()}
        return dict(table["valid_for"]), spreads
    except (OSError, ValueError, KeyError, TypeError):
        raise GraderError(f"{path} is missing or damaged: run `python -m autograder calibrate`") from None


def require_evidence(grading: Grading, fingerprint: str, path: Path = EVIDENCE_FILE) -> None:
    """Raise GraderError unless calibration.toml covers this recipe and data and holds the threshold's error rates."""
    valid_for, spreads = load_evidence(path)
    for key, value in conditions(grading, fingerprint).items():
        if valid_for.get(key) != value:
            raise GraderError(
                f"grading.toml: the threshold has no evidence for {key} = {value} (calibrated: {valid_for.get(key)}): "
                "run `python -m autograder calibrate`"
            )
    fails, passes = false_fail(spreads, grading.threshold), false_pass(spreads, grading.threshold)
    for what, rate, limit in (
        ("a correct solution fails", fails, grading.false_fail),
        ("the best shortcut passes", passes, grading.false_pass),
    ):
        if rate > limit:
            raise GraderError(
                f"grading.toml: with threshold {grading.threshold:g} {what} with probability {rate:.1g}, more than "
                f"{limit:g}: calibration.toml recommends {best_threshold(spreads, grading.false_fail):g}"
            )


def _value(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else f"{value}"
