"""The threshold of q4: what the runs imply, and that a build refuses a threshold without matching evidence."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.calibration.evidence import (
    EVIDENCE_FILE,
    Spread,
    best_threshold,
    conditions,
    false_fail,
    false_pass,
    load_evidence,
    require_evidence,
    spread,
    to_toml,
)
from autograder.calibration.runs import KINDS, Job, run
from autograder.config import load_grading
from autograder.data.source import DataSource
from autograder.errors import GraderError

FAR_APART = {
    kind: Spread(30, mean, 0.01, round(mean - 0.02, 2), round(mean + 0.02, 2))
    for kind, mean in zip(KINDS, (0.8, 0.8, 0.8, 0.2, 0.4, 0.1, 0.1, 0.1, 0.6, 0.6, 0.6), strict=False)
}


def test_predictive_probability_is_calibrated() -> None:
    """For normal samples of 20, "below with probability 10 %" comes true in 10 % of 4,000 trials, within 2.5 points.

    The share has a standard deviation of about 0.5 points, so this fails by chance with probability below 1e-6.
    """
    rng = np.random.default_rng(0)
    seen = 0
    for _ in range(4000):
        *sample, further = rng.normal(0.7, 0.02, 21)
        seen += spread(sample).below(further) < 0.1
    assert seen / 4000 == pytest.approx(0.1, abs=0.025)


def test_best_threshold_lies_between_shortcuts_and_correct_networks() -> None:
    """With correct ones at 80 +- 1 % and the best shortcut at 40 % it is as high as correct ones allow."""
    threshold = best_threshold(FAR_APART, 1e-6)
    assert 0.7 < threshold < 0.76
    assert false_fail(FAR_APART, threshold) <= 1e-6 < false_fail(FAR_APART, threshold + 0.01)
    assert false_pass(FAR_APART, threshold) < 1e-6


def test_evidence_survives_writing_and_reading(tmp_path: Path) -> None:
    """calibration.toml holds what a build needs to judge a threshold again."""
    path = tmp_path / "calibration.toml"
    valid_for = conditions(load_grading(), "abc")
    path.write_text(to_toml(FAR_APART, 0.6, valid_for), encoding="utf-8")
    read_conditions, spreads = load_evidence(path)
    assert read_conditions == valid_for
    assert spreads == FAR_APART


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fresh_images": 500}, "no evidence for fresh_images = 500"),
        ({"threshold": 0.79}, "a correct solution fails with probability"),
        ({"threshold": 0.41}, "the best shortcut passes with probability"),
    ],
)
def test_threshold_without_evidence_is_refused(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    """One line says what the threshold lacks and which command helps or which threshold is recommended."""
    grading = dataclasses.replace(load_grading(), threshold=0.6)
    path = tmp_path / "calibration.toml"
    path.write_text(to_toml(FAR_APART, 0.6, conditions(grading, "abc")), encoding="utf-8")
    require_evidence(grading, "abc", path)
    with pytest.raises(GraderError, match=words):
        require_evidence(dataclasses.replace(grading, **change), "abc", path)


def test_evidence_for_other_images_is_refused(tmp_path: Path) -> None:
    """Evidence belongs to one set of training images."""
    grading = load_grading()
    path = tmp_path / "calibration.toml"
    path.write_text(to_toml(FAR_APART, 0.6, conditions(grading, "abc")), encoding="utf-8")
    with pytest.raises(GraderError, match="no evidence for training_images"):
        require_evidence(grading, "xyz", path)


def test_missing_evidence_is_one_line(tmp_path: Path) -> None:
    """A build without calibration.toml says which command makes it."""
    with pytest.raises(GraderError, match="python -m autograder calibrate"):
        load_evidence(tmp_path / "calibration.toml")


def test_committed_evidence_covers_the_committed_threshold() -> None:
    """grading.toml's threshold, recipe and data are those that were calibrated, with error rates within its limits."""
    grading = load_grading()
    source = DataSource(grading.data, grading.train_images)
    require_evidence(grading, source.fingerprint())
    _, spreads = load_evidence(EVIDENCE_FILE)
    assert spreads["reference"].runs >= 50


def test_one_run_is_repeatable_and_inside_the_evidence() -> None:
    """A run of the calibration gives the same accuracy again, within what calibration.toml says of its kind."""
    grading = load_grading()
    source = DataSource(grading.data, grading.train_images)
    job = Job("linear model", 0, source, grading.recipe, grading.fresh_images)
    reached = run(job)
    assert run(job) == reached
    found = load_evidence(EVIDENCE_FILE)[1]["linear model"]
    assert found.lowest - 1e-4 <= reached <= found.highest + 1e-4
