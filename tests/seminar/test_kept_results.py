"""A file of results: which plan its numbers belong to, and what a trial of settings keeps."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from seminar import DeepVGG, ImageSet, SeminarError
from seminar.experiments.measure import Job, measure
from seminar.experiments.plan import EXPERIMENTS, LAST, Variant
from seminar.experiments.runner import Kept
from seminar.experiments.together import Training, train_together

pytestmark = pytest.mark.usefixtures("students_path")

RUN = ("batch_norm", "batch_norm=True", 0)
NUMBERS: dict[str, Any] = {"train_loss": [1.0]}


def kept(folder: Path, images: ImageSet) -> Kept:
    """Open the file of results in `folder`."""
    return Kept(folder / "mine.json", "mine", images, images)


@pytest.mark.parametrize("shortened", ["batch_norm", "tuning"])
def test_another_plan_is_refused_where_it_was_measured(
    tmp_path: Path, easy: ImageSet, monkeypatch: pytest.MonkeyPatch, shortened: str
) -> None:
    """Fewer epochs of what the file holds: refused; of another experiment: nobody's numbers are in doubt."""
    kept(tmp_path, easy).add(RUN, NUMBERS)
    plan = EXPERIMENTS[shortened]
    monkeypatch.setitem(EXPERIMENTS, shortened, replace(plan, small_epochs=plan.small_epochs - 1))
    if shortened == "tuning":
        kept(tmp_path, easy).add(RUN, NUMBERS)
    else:
        with pytest.raises(SeminarError, match="another plan"):
            kept(tmp_path, easy)
    assert set(json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))["plans"]) == {"batch_norm"}


def test_results_without_a_plan_are_refused(tmp_path: Path, easy: ImageSet) -> None:
    """Numbers of which nobody knows how they were measured."""
    kept(tmp_path, easy).add(RUN, NUMBERS)
    path = tmp_path / "mine.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"plans"', '"other"'), encoding="utf-8")
    with pytest.raises(SeminarError, match="another plan"):
        kept(tmp_path, easy)


def test_a_trial_of_settings_is_judged_after_the_last_epochs(easy: ImageSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Images that were left out are asked at the end alone; the training loss is there for each epoch."""
    monkeypatch.setitem(EXPERIMENTS, "tuning", replace(EXPERIMENTS["tuning"], small_epochs=LAST + 2))
    name, variant = next(iter(EXPERIMENTS["tuning"].variants.items()))
    ((_, numbers),) = measure([Job(("tuning", name, 0), variant)], easy, easy, None)
    assert len(numbers["train_loss"]) == LAST + 2
    assert [len(numbers[curve]) for curve in ("validation_accuracy", "validation_loss", "seen_accuracy")] == [LAST] * 3


def test_images_may_lie_otherwise_in_memory(easy: ImageSet) -> None:
    """channels_last is faster on a CPU, and without dropout the numbers are the same but for rounding."""
    usual, other = (Training(DeepVGG, easy, epochs=1, seed=0, lr=1e-3, channels_last=last) for last in (False, True))
    for training in (usual, other):
        list(train_together([training], lambda _: None))
    assert other.images.is_contiguous(memory_format=torch.channels_last)
    assert other.train_loss == pytest.approx(usual.train_loss, rel=1e-3)


def test_the_network_of_an_answer_is_given_images_as_usual(easy: ImageSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may flatten with `view`, which fails on channels_last."""
    asked: list[bool] = []

    class Watched(Training):
        def __init__(self, *given: Any, channels_last: bool, **named: Any) -> None:
            asked.append(channels_last)
            super().__init__(*given, channels_last=channels_last, **named)

    monkeypatch.setattr("seminar.experiments.measure.Training", Watched)
    monkeypatch.setitem(EXPERIMENTS, "dropout", replace(EXPERIMENTS["dropout"], small_epochs=1))
    for variant in (Variant(DeepVGG), Variant()):
        next(measure([Job(("dropout", "no dropout", 0), variant)], easy, easy, DeepVGG))
    assert asked == [True, False]
