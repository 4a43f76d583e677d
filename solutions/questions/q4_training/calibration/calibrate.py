"""`python -m autograder calibrate`: run every kind of network many times and write down what follows."""

import os
from collections.abc import Callable, Mapping, Sequence

import torch

from autograder.sandbox.gpu import gpu_for

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
from .on_gpu import kinds_on_gpu, part_of, passes_at_once, to_part, with_part
from .picture import draw_picture
from .runs import KINDS, Job, Outcome, run_all

# How many runs a kind gets, as a share of the reference's: the more, the nearer it comes to the threshold.
SHARES = {"frozen features": 4.0, "frozen features, Kaiming": 2.0, **dict.fromkeys(CORRECT | CORRECT_VARIANTS, 1.0)}
SHARE_OF_OTHERS = 0.4
# On a card: what must pass there, and what comes nearest to it of what must not, all as often.
ON_GPU = (*CORRECT, *CORRECT_VARIANTS, "frozen features", "frozen features, Kaiming", "linear model")


def calibrate(
    settings: Settings, runs: int, workers: int, progress: Callable[[int, int], None], device: str = "cpu"
) -> list[str]:
    """Run the reference `runs` times and the other kinds by their shares; write calibration.toml and .png.

    progress: called with the number of finished and of all runs. device: with "cuda" the runs happen on the graphics
    card, and only that part of calibration.toml is written. Returns the summary, one line each.
    """
    source = DataSource(settings.data, settings.train_images)
    on_gpu = device == "cuda"
    kinds = ON_GPU if on_gpu else KINDS
    if on_gpu and (card := gpu_for("cuda")) is not None:
        # Of the processes that are started from here, which see all cards.
        os.environ.update({**card.variables, "CUDA_VISIBLE_DEVICES": card.variables["COURSE_GPU"]})
    jobs = [
        Job(kind, number, source, settings.recipe, settings.fresh_images, on_gpu)
        for kind in kinds
        for number in range(runs if on_gpu else round(runs * SHARES.get(kind, SHARE_OF_OTHERS)))
    ]
    outcomes: dict[str, list[Outcome]] = {kind: [] for kind in kinds}
    progress(0, len(jobs))
    for finished, (job, outcome) in enumerate(run_all(jobs, workers), start=1):
        outcomes[job.kind].append(outcome)
        progress(finished, len(jobs))
    valid_for = conditions(settings, source.fingerprint())
    if on_gpu:
        return keep_on_gpu(outcomes, settings, valid_for)
    found = {name: kind_of(some) for name, some in outcomes.items()}
    band, fresh_images = settings.rule.band, settings.fresh_images
    rule = Rule(best_threshold(found, band, fresh_images, settings.false_fail), band)
    still = kinds_on_gpu(valid_for) if EVIDENCE_FILE.exists() else None
    part = part_of(EVIDENCE_FILE.read_text(encoding="utf-8")) if still else ""
    _write(with_part(to_toml(outcomes, rule, valid_for), part))
    draw_picture(outcomes, rule, EVIDENCE_FILE.with_suffix(".png"))
    return summary(found, rule, settings)


def keep_on_gpu(
    outcomes: Mapping[str, Sequence[Outcome]], settings: Settings, valid_for: Mapping[str, object]
) -> list[str]:
    """Write what runs on a card gave into calibration.toml; return what it says, a line for each kind."""
    part = to_part(outcomes, torch.cuda.get_device_name(), valid_for)
    _write(with_part(EVIDENCE_FILE.read_text(encoding="utf-8"), part))
    kinds = {name: kind_of(found) for name, found in outcomes.items()}
    at_once = {
        name: sum(run.accuracy >= settings.sure_on_gpu and run.learned for run in found)
        for name, found in outcomes.items()
    }
    lines = [
        f"{name}: {kind.spread.mean:.1%} +- {kind.spread.deviation:.1%} ({kind.spread.lowest:.1%} to "
        f"{kind.spread.highest:.1%}), {at_once[name]} of {kind.spread.runs} pass at once"
        for name, kind in kinds.items()
    ]
    rate = passes_at_once(kinds, settings.sure_on_gpu, settings.fresh_images)
    return [*lines, f"the best shortcut passes on the card: {rate:.1g}"]


def _write(text: str) -> None:
    partial = EVIDENCE_FILE.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(EVIDENCE_FILE)


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
