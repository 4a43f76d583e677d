"""The threshold of q4: what the runs imply, and that a build refuses a threshold without matching evidence."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.errors import GraderError
from autograder.grading import Grading
from solutions.images.source import DataSource
from solutions.questions.q4_training.calibration.evidence import (
    EVIDENCE_FILE,
    accurate_enough,
    best_threshold,
    conditions,
    false_fail,
    false_pass,
    kind_of,
    load_evidence,
    require_evidence,
    to_toml,
)
from solutions.questions.q4_training.calibration.networks import CORRECT, CORRECT_VARIANTS, SHORTCUTS
from solutions.questions.q4_training.calibration.runs import KINDS, Job, Outcome, run
from solutions.questions.q4_training.rule import Rule
from tests.course import GRADING

FRESH = 2000
RULE = Rule(0.6, 0.05)


def outcomes_of(frozen_learns: bool) -> dict[str, list[Outcome]]:
    """Return 40 runs of every kind: correct ones at 80 +- 1 %, frozen features at 50 %, other shortcuts at 10 %."""
    rng = np.random.default_rng(0)
    found = {}
    for name in KINDS:
        right = name in CORRECT | CORRECT_VARIANTS or name not in SHORTCUTS
        frozen = name.startswith("frozen")
        mean = 0.8 if right else 0.5 if frozen else 0.1
        learned = right or (frozen and frozen_learns)
        found[name] = [Outcome(round(float(value), 4), learned) for value in rng.normal(mean, 0.01, 40)]
    return found


FAR_APART = outcomes_of(frozen_learns=True)
KINDS_FAR_APART = {name: kind_of(found) for name, found in FAR_APART.items()}


def grading_with(threshold: float) -> Grading:
    """Return the committed grading with another threshold and a narrow band."""
    return dataclasses.replace(GRADING, rule=Rule(threshold, RULE.band))


@pytest.mark.slow
def test_best_threshold_leaves_correct_networks_room() -> None:
    """A thousand times below the largest false-fail rate, and no higher."""
    threshold = best_threshold(KINDS_FAR_APART, RULE.band, FRESH, 1e-6)
    assert 0.65 < threshold < 0.79
    assert false_fail(KINDS_FAR_APART, Rule(threshold, RULE.band), FRESH) <= 1e-9
    assert false_fail(KINDS_FAR_APART, Rule(threshold + 0.01, RULE.band), FRESH) > 1e-9


def test_a_network_that_does_not_learn_is_not_judged_by_its_accuracy() -> None:
    """Frozen features fail q4 for their weights; what accuracy alone would say is told beside it."""
    still = {name: kind_of(found) for name, found in outcomes_of(frozen_learns=False).items()}
    near = Rule(0.52, 0.01)
    assert false_pass(KINDS_FAR_APART, near, FRESH) > 1e-3
    assert false_pass(still, near, FRESH) < 1e-6
    alone, name = accurate_enough(still, near, FRESH)
    assert alone > 1e-3
    assert name.startswith("frozen")


def test_evidence_survives_writing_and_reading(tmp_path: Path) -> None:
    """calibration.toml holds what a build needs to judge a threshold again."""
    path = tmp_path / "calibration.toml"
    valid_for = conditions(GRADING, "abc")
    path.write_text(to_toml(FAR_APART, RULE, valid_for), encoding="utf-8")
    read_conditions, kinds = load_evidence(path)
    assert read_conditions == valid_for
    assert kinds == KINDS_FAR_APART


def test_threshold_with_evidence_is_taken(tmp_path: Path) -> None:
    """Otherwise the refusals below would prove nothing."""
    path = tmp_path / "calibration.toml"
    path.write_text(to_toml(FAR_APART, RULE, conditions(grading_with(0.6), "abc")), encoding="utf-8")
    require_evidence(grading_with(0.6), "abc", path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fresh_images": 500}, "no evidence for fresh_images = 500"),
        pytest.param({"rule": Rule(0.79, 0.05)}, "a correct solution fails with probability", marks=pytest.mark.slow),
        pytest.param({"rule": Rule(0.51, 0.05)}, "the best shortcut passes with probability", marks=pytest.mark.slow),
    ],
)
def test_threshold_without_evidence_is_refused(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    """One line says what the threshold lacks and which command helps or which threshold is recommended."""
    grading = grading_with(0.6)
    path = tmp_path / "calibration.toml"
    path.write_text(to_toml(FAR_APART, RULE, conditions(grading, "abc")), encoding="utf-8")
    with pytest.raises(GraderError, match=words):
        require_evidence(dataclasses.replace(grading, **change), "abc", path)


def test_evidence_for_other_images_is_refused(tmp_path: Path) -> None:
    """Evidence belongs to one set of training images."""
    grading = GRADING
    path = tmp_path / "calibration.toml"
    path.write_text(to_toml(FAR_APART, RULE, conditions(grading, "abc")), encoding="utf-8")
    with pytest.raises(GraderError, match="no evidence for training_images"):
        require_evidence(grading, "xyz", path)


def test_missing_evidence_is_one_line(tmp_path: Path) -> None:
    """A build without calibration.toml says which command makes it."""
    with pytest.raises(GraderError, match="python -m autograder calibrate"):
        load_evidence(tmp_path / "calibration.toml")


def test_committed_evidence_covers_the_committed_threshold() -> None:
    """Threshold, recipe and data in settings.toml were calibrated, with error rates within its limits."""
    grading = GRADING
    source = DataSource(grading.data, grading.train_images)
    require_evidence(grading, source.fingerprint())


@pytest.mark.slow
def test_committed_threshold_is_the_recommended_one() -> None:
    """From at least 50 runs of the reference; every correct network has learned."""
    grading = GRADING
    _, kinds = load_evidence(EVIDENCE_FILE)
    assert kinds["reference"].spread.runs >= 50
    assert all(kinds[name].learned == kinds[name].spread.runs for name in CORRECT | CORRECT_VARIANTS)
    assert best_threshold(kinds, grading.rule.band, grading.fresh_images, grading.false_fail) == grading.rule.threshold


@pytest.mark.slow
def test_one_run_is_repeatable_and_inside_the_evidence() -> None:
    """A run of the calibration gives the same accuracy again, within what calibration.toml says of its kind."""
    grading = GRADING
    source = DataSource(grading.data, grading.train_images)
    few = Job("linear model", 0, source, grading.recipe, 200)
    assert run(few) == run(few)
    reached = run(dataclasses.replace(few, fresh_images=grading.fresh_images))
    found = load_evidence(EVIDENCE_FILE)[1]["linear model"].spread
    assert found.lowest - 1e-4 <= reached.accuracy <= found.highest + 1e-4
