"""`python -m autograder calibrate`: run every kind of network many times and write down what follows."""

from collections.abc import Callable

from ....images.source import DataSource
from ..rule import Rule
from ..settings import Settings
from .evidence import (
    EVIDENCE_FILE,
    Kind,
    accurate_enough,
    best_threshold,
    conditions,
    false_fail,
    false_pass,
    kind_of,
    to_toml,
)
from .networks import CORRECT, CORRECT_VARIANTS
from .picture import draw_picture
from .runs import KINDS, Job, Outcome, run_all

# How many runs a kind gets, as a share of the reference's: the more, the nearer it comes to the threshold.
# Frozen features come near by accuracy, but fail for their weights, with certainty.
SHARES = {"frozen features": 0.5, "frozen features, Kaiming": 0.5, **dict.fromkeys(CORRECT | CORRECT_VARIANTS, 1.0)}
SHARE_OF_OTHERS = 0.25


def calibrate(settings: Settings, runs: int, workers: int, progress: Callable[[int, int], None]) -> list[str]:
    """Run the reference `runs` times and the other kinds by their shares; write calibration.toml and .png.

    progress: called with the number of finished and of all runs. Returns the summary, one line each.
    """
    source = DataSource(settings.data, settings.train_images)
    jobs = [
        Job(kind, number, source, settings.recipe, settings.fresh_images)
        for number in range(runs)  # in this order, because kinds share the images of a number
        for kind in KINDS
        if number < round(runs * SHARES.get(kind, SHARE_OF_OTHERS))
    ]
    outcomes: dict[str, list[Outcome]] = {kind: [] for kind in KINDS}
    progress(0, len(jobs))
    for finished, (job, outcome) in enumerate(run_all(jobs, workers), start=1):
        outcomes[job.kind].append(outcome)
        progress(finished, len(jobs))
    kinds = {name: kind_of(found) for name, found in outcomes.items()}
    band, fresh_images = settings.rule.band, settings.fresh_images
    rule = Rule(best_threshold(kinds, band, fresh_images, settings.false_fail), band)
    text = to_toml(outcomes, rule, conditions(settings, source.fingerprint()))
    partial = EVIDENCE_FILE.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    draw_picture(outcomes, rule, EVIDENCE_FILE.with_suffix(".png"))
    partial.replace(EVIDENCE_FILE)
    return summary(kinds, rule, settings)


def summary(kinds: dict[str, Kind], rule: Rule, settings: Settings) -> list[str]:
    """Return what the calibration says, one line for each kind and for what to do."""
    lines = []
    for name, kind in kinds.items():
        found = kind.spread
        caught = ", never learns in all layers" if kind.caught else ""
        lines.append(
            f"{name}: {found.mean:.1%} +- {found.deviation:.1%} "
            f"({found.lowest:.1%} to {found.highest:.1%}, {found.runs} runs{caught})"
        )
    passes = false_pass(kinds, rule, settings.fresh_images)
    alone, best = accurate_enough(kinds, rule, settings.fresh_images)
    lines += [
        f"threshold {rule.threshold:g}, band {rule.band:g}",
        f"a correct solution fails: {false_fail(kinds, rule, settings.fresh_images):.1g}",
        f"the best shortcut passes: {passes:.1g} (by accuracy alone {best} would: {alone:.1g})",
    ]
    if passes > settings.false_pass:
        lines.append(f"That is more than {settings.false_pass:g}: change the recipe or the data and calibrate again.")
    if settings.rule != rule:
        lines.append(
            f"settings.toml has threshold {settings.rule.threshold:g}; put {rule.threshold:g} there and build again."
        )
    return lines
