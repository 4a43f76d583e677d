"""What runs on a graphics card add to the evidence of q4's threshold, and what a build refuses without them."""

from pathlib import Path

import numpy as np
import pytest

from autograder.errors import GraderError
from solutions.questions.q4_training.calibration.evidence import EVIDENCE_FILE, kind_of
from solutions.questions.q4_training.calibration.on_gpu import (
    UNPROVEN_ROOM,
    kinds_on_gpu,
    part_of,
    passes_at_once,
    require_room,
    to_part,
    with_part,
)
from solutions.questions.q4_training.calibration.runs import Outcome
from solutions.questions.q4_training.settings import Settings
from tests.course import SEMINAR

SETTINGS: Settings = SEMINAR.settings("q4")
CONDITIONS = {"batch_size": 32, "training_images": "abc", "channels_last": 0}


def runs(mean: float, *, learned: bool = True, deviation: float = 0.01) -> list[Outcome]:
    """Return 40 runs around a mean accuracy."""
    values = np.random.default_rng(0).normal(mean, deviation, 40)
    return [Outcome(round(float(value), 4), learned) for value in values]


def written(path: Path, shortcut: list[Outcome]) -> Path:
    """Write the committed evidence with a part of runs on a card, of the reference and one shortcut."""
    part = to_part({"reference": runs(0.8), "linear model": shortcut}, "a card", CONDITIONS)
    path.write_text(with_part(EVIDENCE_FILE.read_text(encoding="utf-8"), part), encoding="utf-8")
    return path


def test_part_comes_back_and_leaves_the_rest(tmp_path: Path) -> None:
    """Writing it twice leaves one; without it the file is as before."""
    text = EVIDENCE_FILE.read_text(encoding="utf-8")
    path = written(tmp_path / "calibration.toml", runs(0.1))
    kinds = kinds_on_gpu(CONDITIONS, path)
    assert kinds is not None
    assert kinds["reference"].spread.runs == 40
    again = with_part(path.read_text(encoding="utf-8"), part_of(path.read_text(encoding="utf-8")))
    assert again == path.read_text(encoding="utf-8")
    assert with_part(again, "") == text


def test_runs_with_another_recipe_are_none(tmp_path: Path) -> None:
    """They say nothing of this one."""
    path = written(tmp_path / "calibration.toml", runs(0.1))
    assert kinds_on_gpu({**CONDITIONS, "batch_size": 64}, path) is None


def test_without_runs_on_a_card_it_must_keep_its_distance(tmp_path: Path) -> None:
    """The committed room is enough; a smaller one is refused with the command that would allow it."""
    require_room(SETTINGS, CONDITIONS)
    near = SETTINGS.model_copy(update={"gpu_room": UNPROVEN_ROOM / 2})
    with pytest.raises(GraderError, match="calibrate --device cuda"):
        require_room(near, CONDITIONS)
    require_room(near, CONDITIONS, written(tmp_path / "calibration.toml", runs(0.1)))


@pytest.mark.parametrize(("learned", "refused"), [(True, True), (False, False)])
def test_a_shortcut_that_passes_on_the_card_is_refused(tmp_path: Path, learned: bool, refused: bool) -> None:
    """Unless its layers never learn: q4 fails it for that."""
    path = written(tmp_path / "calibration.toml", runs(SETTINGS.sure_on_gpu - 0.02, learned=learned))
    if refused:
        with pytest.raises(GraderError, match="passes on a graphics card with probability"):
            require_room(SETTINGS, CONDITIONS, path)
    else:
        require_room(SETTINGS, CONDITIONS, path)


def test_one_run_passes_as_often_as_it_is_high_enough() -> None:
    """Half of the time at its median, and hardly ever far above it."""
    kinds = {"linear model": kind_of(runs(0.5))}
    assert passes_at_once(kinds, 0.5, 2000) == pytest.approx(0.5, abs=0.1)
    assert passes_at_once(kinds, 0.7, 2000) < 1e-6


def test_damaged_part_is_named(tmp_path: Path) -> None:
    """With the command that mends it."""
    path = tmp_path / "calibration.toml"
    path.write_text('[cuda]\ncard = "x"\n', encoding="utf-8")
    with pytest.raises(GraderError, match="calibrate --device cuda"):
        kinds_on_gpu(CONDITIONS, path)
