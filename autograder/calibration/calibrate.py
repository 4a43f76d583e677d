"""`python -m autograder calibrate`: run every kind of network many times and write down what follows."""

from collections.abc import Callable

from autograder.calibration.evidence import (
    EVIDENCE_FILE,
    best_threshold,
    conditions,
    false_fail,
    false_pass,
    spread,
    to_toml,
)
from autograder.calibration.networks import CORRECT
from autograder.calibration.picture import draw_picture
from autograder.calibration.runs import KINDS, Job, run_all
from autograder.config import Grading
from autograder.data.source import DataSource

# Shortcuts spread little and lie far away, so fewer runs say enough about them.
SHARE_OF_OTHERS = 0.4


def calibrate(grading: Grading, runs: int, workers: int, progress: Callable[[int, int], None]) -> list[str]:
    """Run the reference `runs` times and every other kind 0.4 times as often; write calibration.toml and .png.

    progress: called with the number of finished and of all runs. Returns the summary, one line each.
    """
    source = DataSource(grading.data, grading.train_images)
    jobs = [
        Job(kind, number, source, grading.recipe, grading.fresh_images)
        for kind in KINDS
        for number in range(runs if kind in CORRECT else round(runs * SHARE_OF_OTHERS))
    ]
    accuracies: dict[str, list[float]] = {kind: [] for kind in KINDS}
    progress(0, len(jobs))
    for finished, (job, accuracy) in enumerate(run_all(jobs, workers), start=1):
        accuracies[job.kind].append(accuracy)
        progress(finished, len(jobs))
    spreads = {kind: spread(values) for kind, values in accuracies.items()}
    threshold = best_threshold(spreads, grading.false_fail)
    text = to_toml(spreads, threshold, conditions(grading, source.fingerprint()))
    partial = EVIDENCE_FILE.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    draw_picture(spreads, threshold, EVIDENCE_FILE.with_suffix(".png"))
    partial.replace(EVIDENCE_FILE)
    lines = [
        f"{kind}: {found.mean:.1%} +- {found.deviation:.1%} "
        f"({found.lowest:.1%} to {found.highest:.1%}, {found.runs} runs)"
        for kind, found in spreads.items()
    ]
    fails, passes = false_fail(spreads, threshold), false_pass(spreads, threshold)
    lines.append(
        f"threshold {threshold:g}: a correct solution fails: {fails:.1g}, the best shortcut passes: {passes:.1g}"
    )
    if passes > grading.false_pass:
        lines.append(
            f"The latter is more than {grading.false_pass:g}: change the recipe or the data and calibrate again."
        )
    if grading.threshold != threshold:
        lines.append(f"grading.toml has threshold {grading.threshold:g}; put {threshold:g} there and build again.")
    return lines
