"""The exercises as the notebooks have them: stubs are known as such and solutions as right, and the network to repair
has its five bugs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
import torch
from torch import nn
from torchvision import transforms

import seminar
from seminar.exercises.augmentation import augmentation_mistake
from seminar.exercises.loaders import loaders_mistake
from seminar.exercises.loop import loop_mistake
from seminar.exercises.repair import BUGS, bugs_left
from seminar.exercises.vgg import dropout_mistake, vgg_mistake
from seminar.settings import device
from tests.course import ASSIGNMENT, LANGUAGES, notebook_name, solution_name


def cell(language: str, words: str, built: Path | None = None) -> str:
    """Return the code cell that has these words: of the handed-out notebook, or of the solution in `built`."""
    path = ASSIGNMENT / notebook_name(language) if built is None else built / solution_name(language)
    notebook = nbformat.read(path, as_version=4)
    (found,) = (cell.source for cell in notebook.cells if cell.cell_type == "code" and words in cell.source)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_stub_of_the_loop_is_told_and_its_lines_complete_it(language: str) -> None:
    """The three gaps are where the hint says; with their lines the loop is right."""
    names: dict[str, Any] = {"torch": torch, "nn": nn, "device": device}
    stub = cell(language, "def train_epoch")
    assert stub.count("    ...") == 3
    exec(stub, names)
    assert "Still a stub" in str(loop_mistake(names["train_epoch"], names["validate"]))
    steps = "        optimizer.zero_grad()\n        loss.backward()\n        optimizer.step()\n"
    body = stub.partition("    total_loss, correct")[2].partition("\n\n\ndef validate")[0]
    filled = stub.replace("    ...\n    total", "    model.train()\n    total", 1).replace("        ...\n", steps, 1)
    judged = ("    total_loss, correct" + body).replace("        ...\n", "")
    filled = filled.rpartition("    ...")[0] + "    model.eval()\n    with torch.no_grad():\n"
    filled += "".join(f"    {line}\n" for line in judged.splitlines())
    exec(filled, names)
    assert loop_mistake(names["train_epoch"], names["validate"]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_network_to_repair_has_all_bugs(language: str) -> None:
    names: dict[str, Any] = {"nn": nn}
    exec(cell(language, "class BrokenNetwork"), names)
    assert bugs_left(names["BrokenNetwork"]) == list(BUGS)


TRAIN, VALIDATION = seminar.load_small()


def loaders(names: dict[str, Any]) -> str | None:
    return loaders_mistake(names["train_loader"], names["validation_loader"], TRAIN, VALIDATION)


# Words of the cell with the gap, what judges it, and what is said of the gap.
GAPS: dict[str, tuple[str, Callable[[dict[str, Any]], str | None], str]] = {
    "loaders": ("class Drawings", loaders, "no train_loader yet"),
    "augmentation": ("augmented = ", lambda names: augmentation_mistake(names["augmented"]), "Still a stub"),
    "vgg": ("def make_vgg", lambda names: vgg_mistake(names["make_vgg"]), "Still a stub"),
    "places": ("def vgg_with", lambda names: dropout_mistake(names["vgg_with"]), "Still a stub"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GAPS)
def test_gap_is_told_and_the_solution_is_right(built: Path, name: str, language: str) -> None:
    words, mistake, told = GAPS[name]
    for place, expected in ((None, told), (built, "None")):
        names: dict[str, Any] = {"torch": torch, "nn": nn, "transforms": transforms, "DATASET": "small"}
        names |= {"train": TRAIN, "validation": VALIDATION, "new_vgg": seminar.seminar_vgg, **vars(seminar)}
        exec(cell(language, words, place), names)
        assert expected in str(mistake(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_loaders_half_filled_are_told(language: str) -> None:
    """With loaders and an empty Compose, which calls the gap in it only when an image is taken."""
    source = cell(language, "class Drawings")
    for name in ("train", "validation"):
        source = source.replace(f"{name}_loader = ...", f"{name}_loader = DataLoader({name}_set, batch_size=32)")
    names: dict[str, Any] = {"DATASET": "small", "train": TRAIN, "validation": VALIDATION, **vars(seminar)}
    exec(source, names)
    assert "to_input is not complete" in str(loaders(names))
