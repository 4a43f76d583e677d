"""`python -m autograder calibrate`: run every kind of network many times and write down what follows."""

from collections.abc import Callable

from autograder.calibration.evidence import (
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
from autograder.calibration.networks import CORRECT, CORRECT_VARIANTS
from autograder.calibration.picture import draw_picture
from autograder.calibration.runs import KINDS, Job, Outcome, run_all
from autograder.config import Grading
from autograder.data.source import DataSource
from autograder.rule import Rule

# How many runs a kind gets, as a share of the reference's: the more, the nearer it comes to the threshold.
SHARES = {"frozen features": 4.0, "frozen features, Kaiming": 2.0, **dict.fromkeys(CORRECT | CORRECT_VARIANTS, 1.0)}
SHARE_OF_OTHERS = 0.4


def calibrate(grading: Grading, runs: int, workers: int, progress: Callable[[int, int], None]) -> list[str]:
    """Run the reference `runs` times and the other kinds by their shares; write calibration.toml and .png.

    progress: called with the number of finished and of all runs. Returns the summary, one line each.
    """
    source = DataSource(grading.data, grading.train_images)
    jobs = [
        Job(kind, number, source, grading.recipe, grading.fresh_images)
        for kind in KINDS
        for number in range(round(runs * SHARES.get(kind, SHARE_OF_OTHERS)))
    ]
    outcomes: dict[str, list[Outcome]] = {kind: [] for kind in KINDS}
    progress(0, len(jobs))
    for finished, (job, outcome) in enumerate(run_all(jobs, workers), start=1):
        outcomes[job.kind].append(outcome)
        progress(finished, len(jobs))
    kinds = {name: kind_of(found) for name, found in outcomes.items()}
    band, fresh_images = grading.rule.band, grading.fresh_images
    rule = Rule(best_threshold(kinds, band, fresh_images, grading.false_fail), band)
    text = to_toml(outcomes, rule, conditions(grading, source.fingerprint()))
    partial = EVIDENCE_FILE.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    draw_picture(outcomes, rule, EVIDENCE_FILE.with_suffix(".png"))
    partial.replace(EVIDENCE_FILE)
    return summary(kinds, rule, grading)


def summary(kinds: dict[str, Kind], rule: Rule, grading: Grading) -> list[str]:
    """Return what the calibration says, one line for each kind and for what to do."""
    lines = []
    for name, kind in kinds.items():
        found = kind.spread
        caught = ", never learns in all layers" if kind.caught else ""
        lines.append(
            f"{name}: {found.mean:.1%} +- {found.deviation:.1%} "
            f"({found.lowest:.1%} to {found.highest:.1%}, {found.runs} runs{caught})"
        )
    passes = false_pass(kinds, rule, grading.fresh_images)
    alone, best = accurate_enough(kinds, rule, grading.fresh_images)
    lines += [
        f"threshold {rule.threshold:g}, band {rule.band:g}",
        f"a correct solution fails: {false_fail(kinds, rule, grading.fresh_images):.1g}",
        f"the best shortcut passes: {passes:.1g} (by accuracy alone {best} would: {alone:.1g})",
    ]
    if passes > grading.false_pass:
        lines.append(f"That is more than {grading.false_pass:g}: change the recipe or the data and calibrate again.")
    if grading.rule != rule:
        lines.append(
            f"grading.toml has threshold {grading.rule.threshold:g}; put {rule.threshold:g} there and build again."
        )
    return lines
