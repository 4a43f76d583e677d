"""The exercises as the notebooks have them: the stub is known as one, and the network to repair has its five bugs."""

from typing import Any

import nbformat
import pytest
import torch
from torch import nn

from seminar.exercises.loop import loop_mistake
from seminar.exercises.repair import BUGS, bugs_left
from seminar.settings import device
from tests.course import ASSIGNMENT, LANGUAGES, notebook_name


def cell(language: str, words: str) -> str:
    """Return the code cell of the handed-out notebook that has these words."""
    notebook = nbformat.read(ASSIGNMENT / notebook_name(language), as_version=4)
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
