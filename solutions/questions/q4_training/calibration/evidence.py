"""What the runs imply: the threshold, its two error rates, and calibration.toml, which a build demands."""

import json
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course import SETTINGS_FILE
from autograder.errors import GraderError

from ..rule import Rule
from ..settings import Settings
from .networks import CORRECT, CORRECT_VARIANTS, LISTED, SHORTCUTS
from .runs import Outcome
from .tails import Spread, spread

FOLDER = Path(__file__).resolve().parent.parent
EVIDENCE_FILE = FOLDER / "calibration.toml"
DECIMALS = 5
# Submissions may train less well than any network that was measured, so the threshold leaves correct ones more room
# than the error rates that a build accepts ask for.
ROOM = 1e-3


@dataclass(frozen=True)
class Kind:
    """What the runs of one kind of network gave: the spread of accuracies, and in how many runs all layers learned."""

    spread: Spread
    learned: int

    @property
    def caught(self) -> bool:
        """In no run did all layers learn: q4 fails it for that, whatever its accuracy; nothing about it is random."""
        return self.learned == 0


def kind_of(outcomes: Sequence[Outcome]) -> Kind:
    """Summarise the runs of one kind."""
    return Kind(spread([outcome.accuracy for outcome in outcomes]), sum(outcome.learned for outcome in outcomes))


def false_fail(kinds: Mapping[str, Kind], rule: Rule, fresh_images: int) -> float:
    """Estimate the probability that a correct solution fails: the worst of the reference and its initialisations."""
    return max(kinds[name].spread.fails(rule, fresh_images) for name in CORRECT | CORRECT_VARIANTS)


def false_pass(kinds: Mapping[str, Kind], rule: Rule, fresh_images: int) -> float:
    """Estimate the probability that the best shortcut passes q4: one whose layers learn, by its accuracy."""
    return max(0 if kinds[name].caught else kinds[name].spread.passes(rule, fresh_images) for name in SHORTCUTS)


def accurate_enough(kinds: Mapping[str, Kind], rule: Rule, fresh_images: int) -> tuple[float, str]:
    """Estimate how often accuracy alone would let the best shortcut pass; return that and the shortcut's name."""
    return max((kinds[name].spread.passes(rule, fresh_images), name) for name in SHORTCUTS)


def best_threshold(kinds: Mapping[str, Kind], band: float, fresh_images: int, largest_false_fail: float) -> float:
    """Return the highest threshold, in whole percents, at which correct solutions fail seldom enough; see ROOM.

    The higher a threshold, the more often they fail: half of the percents that are left need not be looked at.
    """

    def too_often(percent: int) -> bool:
        return false_fail(kinds, Rule(percent / 100, band), fresh_images) > ROOM * largest_false_fail

    return bisect_left(range(1, 100), True, key=too_often) / 100


def conditions(settings: Settings, fingerprint: str) -> dict[str, Any]:
    """Return what evidence is valid for: the recipe, the number of fresh images and the training images."""
    return {
        "batch_size": settings.batch_size,
        "epochs": settings.epochs,
        "learning_rate": settings.learning_rate,
        "channels_last": settings.channels_last,
        "fresh_images": settings.fresh_images,
        "training_images": fingerprint,
    }


def to_toml(outcomes: Mapping[str, Sequence[Outcome]], rule: Rule, valid_for: Mapping[str, Any]) -> str:
    """Return the text of calibration.toml: every run, what they imply for `rule`, and what they are valid for."""
    kinds = {name: kind_of(found) for name, found in outcomes.items()}
    fresh_images = valid_for["fresh_images"]
    alone, best = accurate_enough(kinds, rule, fresh_images)
    lines = [
        "# Written by `python -m autograder calibrate`; do not edit. See calibration.png and docs/proofs.md.",
        f"threshold = {rule.threshold:g}",
        f"band = {rule.band:g}",
        f"false_fail = {false_fail(kinds, rule, fresh_images):.2g}  # a correct solution fails q4 (estimated)",
        f"false_pass = {false_pass(kinds, rule, fresh_images):.2g}  # the best shortcut passes q4 (estimated)",
        f"accuracy_alone = {alone:.2g}  # how often accuracy alone would let {best} pass (estimated)",
        "",
        "[valid_for]",
        *(f"{key} = {_value(value)}" for key, value in valid_for.items()),
    ]
    for names, role in ((CORRECT | CORRECT_VARIANTS, "correct"), (SHORTCUTS, "shortcut"), (LISTED, "listed")):
        for name in names:
            found = kinds[name].spread
            values = ", ".join(f"{outcome.accuracy:.{DECIMALS}g}" for outcome in outcomes[name])
            lines += [
                "",
                f'[kinds."{name}"]  # {found.mean:.1%} +- {found.deviation:.1%}, median {found.median:.1%}, spread '
                f"{found.below:.1%} below and {found.above:.1%} above it",
                f'role = "{role}"',
                f"learned = {kinds[name].learned}  # runs in which all layers of the specified network learned",
                f"accuracies = [{values}]",
            ]
    return "\n".join(lines) + "\n"


def load_evidence(path: Path = EVIDENCE_FILE) -> tuple[dict[str, object], dict[str, Kind]]:
    """Return the conditions of calibration.toml and what it says of every kind.

    Raises GraderError when there is none or it cannot be read.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        kinds = {name: Kind(spread(row["accuracies"]), row["learned"]) for name, row in table["kinds"].items()}
        return dict(table["valid_for"]), kinds
    except (OSError, ValueError, KeyError, TypeError):
        raise GraderError(f"{path} is missing or damaged: run `python -m autograder calibrate`") from None


def require_evidence(settings: Settings, fingerprint: str, path: Path = EVIDENCE_FILE) -> None:
    """Raise GraderError unless calibration.toml covers this recipe and data and holds the rule's error rates."""
    valid_for, kinds = load_evidence(path)
    for key, value in conditions(settings, fingerprint).items():
        if valid_for.get(key) != value:
            raise GraderError(
                f"{SETTINGS_FILE}: the threshold has no evidence for {key} = {value} "
                f"(calibrated: {valid_for.get(key)}): "
                "run `python -m autograder calibrate`"
            )
    rule, fresh_images = settings.rule, settings.fresh_images
    for what, rate, limit in (
        ("a correct solution fails", false_fail(kinds, rule, fresh_images), settings.false_fail),
        ("the best shortcut passes", false_pass(kinds, rule, fresh_images), settings.false_pass),
    ):
        if rate > limit:
            best = best_threshold(kinds, rule.band, fresh_images, settings.false_fail)
            raise GraderError(
                f"{SETTINGS_FILE}: with threshold {rule.threshold:g} {what} with probability {rate:.1g}, more than "
                f"{limit:g}: calibration.toml recommends {best:g}"
            )


def _value(value: object) -> str:
    return json.dumps(value)
