"""The messages in which a submission is handed to a worker, planned and run, in both directions.

The grader's side (`read_...`) checks every field: a worker may send anything.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor

from autograder.printable import readable
from autograder.sandbox.codec import Parcel
from autograder.sandbox.wire import Frame, WireError
from coursekit.submission.plan import Plan as WorkersPlan
from coursekit.submission.run import KINDS, Failure, Run
from coursekit.submission.source import Cell, Submission

MOST_PACKAGES = 20
PACKAGE = re.compile(r"[\w.]{1,80}")
MOST_LINES = 1 << 31


@dataclass(frozen=True)
class Plan:
    """What a worker makes of a submission: `places` has the cell and the line of each statement, by its number.

    needed: what the graded classes need; rest: what else there is to run; notable: what of it a student would miss.
    judged: after which statement each question is judged.
    """

    places: list[tuple[int, int]]
    needed: list[int]
    rest: list[int]
    notable: list[int]
    judged: dict[str, int]

    @cached_property
    def everything(self) -> list[int]:
        """The statements of a full run, in order."""
        return sorted({*self.needed, *self.rest})

    @cached_property
    def needs(self) -> frozenset[int]:
        """The needed statements."""
        return frozenset(self.needed)


@dataclass(frozen=True)
class End:
    """What is known after the run: whether all classes are there, which are not, packages that are not installed, and
    by question the statement to blame where its class is missing."""

    complete: bool
    missing: set[str]
    packages: list[str]
    blamed: dict[str, int]


def submission_header(submission: Submission, graded: Mapping[str, str], skip: Sequence[int]) -> dict[str, Any]:
    """Return a submission as JSON; its helper files travel as tensors, in the order of their names here."""
    cells = [[cell.source, cell.number, list(cell.questions), cell.ignored] for cell in submission.cells]
    return {
        "cells": cells,
        "script": submission.script,
        "place": submission.place,
        "helpers": list(submission.helpers),
        "graded": dict(graded),
        "skip": list(skip),
    }


def cells_from(header: Mapping[str, Any]) -> list[Cell]:
    """Return the cells of a request."""
    return [Cell(source, number, tuple(questions), ignored) for source, number, questions, ignored in header["cells"]]


def plan_header(plan: WorkersPlan, parcel: Parcel) -> dict[str, Any]:
    """Return a plan as JSON, its numbers in the parcel."""
    places = [[statement.cell, statement.line] for statement in plan.statements]
    return {
        "places": parcel.put(torch.tensor(places, dtype=torch.int64).reshape(-1, 2)),
        **{
            name: parcel.put(torch.tensor(numbers, dtype=torch.int64))
            for name, numbers in (("needed", plan.needed), ("rest", plan.rest), ("notable", plan.notable))
        },
        "judged": dict(plan.judged),
    }


def failure_header(failure: Failure | None) -> dict[str, Any]:
    """Return what became of a statement as JSON."""
    return {"failure": None if failure is None else [failure.kind, failure.error, failure.line]}


def end_header(run: Run) -> dict[str, Any]:
    """Return what is known after the run as JSON."""
    reasons = {question: run.reason(question) for question in run.graded}
    return {
        "complete": run.is_complete(),
        "missing": run.missing(),
        "packages": run.not_installed()[:MOST_PACKAGES],
        "blamed": {question: number for question, number in reasons.items() if number is not None},
    }


def read_plan(frame: Frame, submission: Submission) -> Plan:
    """Return the plan of a reply."""
    places = _numbers(frame, "places", 2)
    if places.shape[1:] != (2,):
        raise WireError("a plan without places")
    count = len(places)
    if count and not (int(places[:, 0].min()) >= 0 and int(places[:, 0].max()) < len(submission.cells)):
        raise WireError("a plan with cells that are not there")
    if count and not (int(places[:, 1].min()) >= 0 and int(places[:, 1].max()) < MOST_LINES):
        raise WireError("a plan with lines that are not there")
    found = {name: _numbers(frame, name, 1) for name in ("needed", "rest", "notable")}
    for numbers in found.values():
        increasing = len(numbers) < 2 or bool((numbers[1:] > numbers[:-1]).all())
        inside = not len(numbers) or (int(numbers[0]) >= 0 and int(numbers[-1]) < count)
        if not increasing or not inside:
            raise WireError("a plan with statements that are not there")
    judged = frame.header.get("judged")
    if not isinstance(judged, dict) or not all(type(n) is int and -1 <= n < max(count, 1) for n in judged.values()):
        raise WireError("a plan without the places of questions")
    rows = [(int(cell), int(line)) for cell, line in places.tolist()]
    return Plan(rows, **{name: numbers.tolist() for name, numbers in found.items()}, judged=judged)


def read_failure(frame: Frame) -> Failure | None:
    """Return what a reply says that became of a statement."""
    told = frame.header.get("failure")
    if told is None:
        return None
    if not isinstance(told, list) or len(told) != 3:
        raise WireError("a reply without the outcome of a statement")
    kind, error, line = told
    if kind not in KINDS or not isinstance(error, str) or type(line) is not int or not 0 <= line < MOST_LINES:
        raise WireError("a reply without the outcome of a statement")
    return Failure(kind, readable(error), line)


def read_end(frame: Frame, graded: Mapping[str, str], count: int) -> End:
    """Return what a reply says after the run of `count` statements."""
    header = frame.header
    complete, packages, blamed, missing = (header.get(n) for n in ("complete", "packages", "blamed", "missing"))
    if not isinstance(complete, bool) or not isinstance(blamed, dict):
        raise WireError("a reply without the end of a run")
    for value in (packages, missing):
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise WireError("a reply without the end of a run")
    assert isinstance(packages, list)
    assert isinstance(missing, list)
    if not all(question in graded and type(n) is int and 0 <= n < count for question, n in blamed.items()):
        raise WireError("a reply that blames statements that are not there")
    names = [name for name in packages[:MOST_PACKAGES] if PACKAGE.fullmatch(name)]
    return End(complete, {question for question in missing if question in graded}, names, dict(blamed))


def _numbers(frame: Frame, name: str, axes: int) -> Tensor:
    tensor = frame.tensors.get(str(frame.header.get(name)))
    if tensor is None or tensor.dtype != torch.int64 or tensor.dim() != axes:
        raise WireError(f"a plan without {name}")
    return tensor
