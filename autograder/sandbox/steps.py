"""Which statements of a submission a worker has to run, what came of them, and what there is to tell the student."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any, Protocol

import torch
from torch import Tensor

from autograder.grading import Budgets
from autograder.sandbox import step_messages
from autograder.sandbox.step_messages import Plan
from autograder.sandbox.wire import Frame, WireError
from coursekit.errors import SubmissionError
from coursekit.submission.notes import failure_note, left_out_note
from coursekit.submission.run import ENDED, STOPPED, Failure, is_early
from coursekit.submission.source import Note, Submission

LONGEST_ANSWER, LONGEST_HEADING, MOST_DECORATORS = 20_000, 200, 5  # characters, characters, lines
MOST_NOTES = 20  # statements that went wrong and are told about one by one


class Ask(Protocol):
    """Sends a request to the worker at hand; returns the reply and the worker's own seconds in it."""

    def __call__(
        self, do: str, seconds: float, tensors: dict[str, Tensor] | None = None, **arguments: Any
    ) -> tuple[Frame, float]: ...


class Steps:
    """The statements of one submission, over all of its workers.

    graded: the class that each question is about. everything: whether to run what no graded class needs too, within
    `extras` seconds, without it the budget's. until: the last statement to run. `spent` is what that took at most.
    `failures` has what went wrong in the last worker by number of the statement, `ended` how a statement ended its
    worker. `deaths`: how many workers ended so; the budget for ended workers is not for these.
    """

    def __init__(
        self,
        submission: Submission,
        budgets: Budgets,
        graded: Mapping[str, str],
        *,
        everything: bool,
        until: int | None = None,
        extras: float | None = None,
    ) -> None:
        self.deaths = 0
        self.spent = 0.0
        self._extras = budgets.extras_seconds if extras is None else extras
        self._submission = submission
        self._budgets = budgets
        self._graded = graded
        self._everything = everything
        self._until = until
        self._also_run: set[int] = set()  # by further steps, see `up_to`
        self._given_up = False  # too many workers ended in statements that no class needs
        self._plan: Plan | None = None
        self.failures: dict[int, Failure] = {}
        self.ended: dict[int, SubmissionError] = {}
        self._packages: list[str] = []
        self._blamed: dict[str, int] = {}

    def run(self, ask: Ask) -> bool:
        """Run the statements in a new worker; return whether the graded classes are there, or can never be.

        False asks for another worker. Raises SubmissionError when the worker ended, and WireError.
        """
        plan = self._load(ask)
        if self._plan is not None and plan != self._plan:
            raise WireError("another plan for the same submission")
        self._plan = plan
        self.failures = {}
        extra = self._extras
        for number in plan.everything if self._everything else plan.needed:
            if number in self.ended or (self._until is not None and number > self._until):
                continue
            needed = number in plan.needs
            # All of its time or none: a message must not tell how fast the machine was with the statements before.
            if not needed and extra < self._budgets.extra_seconds:
                continue
            seconds = self._budgets.cell_seconds if needed else self._budgets.extra_seconds
            spent = self._step(ask, number, seconds)
            extra -= 0 if needed else spent
            self.spent = max(self.spent, self._extras - extra)
        if self._everything:
            # Imports may stand below the classes: notebooks are not always run from top to bottom.
            for number in [n for n in plan.needed if n in self.failures and is_early(self.failures[n])]:
                self._step(ask, number, self._budgets.cell_seconds, again=True)
        reply, _ = ask("end", self._budgets.probe_seconds)
        told = step_messages.read_end(reply, self._graded, len(plan.places))
        self._packages, self._blamed = told.packages, told.blamed
        if told.complete or self._everything or self._given_up or not plan.rest:
            return True
        self._everything = True
        return False

    def up_to(self, question: str, extras: float) -> "Steps | None":
        """Return steps that run all there is to run before the place where a question is judged, and nothing below it.

        extras: the seconds for what no class needs. None where these steps ran all of that already, or left nothing out
        that could matter to a class.
        """
        plan = self._plan
        if plan is None or self._everything or self._given_up:
            return None
        place = plan.judged.get(question, len(plan.places))
        left_out = {n for n in plan.notable if n <= place}
        if not left_out:
            return None
        steps = Steps(self._submission, self._budgets, self._graded, everything=True, until=place, extras=extras)
        steps.ended = dict(self.ended)
        self._also_run |= left_out
        return steps

    def cause_of(self, question: str, name: str) -> SubmissionError | None:
        """Return why the class of a question is not there, None if nothing went wrong that could be the cause."""
        number = self._blamed.get(question)
        if name != self._graded.get(question) or number is None or self._plan is None:
            return None
        if number in self.ended:
            return self.ended[number]
        if number not in self.failures:
            return None
        return SubmissionError("not_made", name=name, why=self._note(number))

    def notes(self) -> list[Note]:
        """Return what was skipped, stopped or went wrong, in order."""
        if self._plan is None:
            return []
        packages = [Note("package_missing", {"package": name}) for name in self._packages]
        numbers = sorted({*self.failures, *self.ended})
        failed = [self._note(number) for number in numbers[:MOST_NOTES]]
        if len(numbers) > MOST_NOTES:
            failed.append(Note("more_failed", {"count": str(len(numbers) - MOST_NOTES)}))
        run = {*self._plan.needed, *(self._plan.rest if self._everything else self._also_run)}
        places = [self._plan.places[number] for number in self._plan.notable if number not in run]
        left_out = left_out_note(self._submission, places)
        return [*packages, *failed, *([] if left_out is None else [left_out])]

    def answers(self) -> dict[str, str]:
        """Return the source of the class that each question is judged with, where a statement names it.

        What the worker makes of the submission says where statements begin; the text is of what was handed in.
        """
        plan, found = self._plan, {}
        if plan is None:
            return {}
        lines = [cell.source.splitlines(keepends=True) for cell in self._submission.cells]
        begins: dict[int, list[int]] = {}
        for cell, line in sorted(plan.places):
            begins.setdefault(cell, []).append(line)
        for question, name in self._graded.items():
            heading = re.compile(rf"(?:class|def|async def)[ \t]+{re.escape(name)}\b")
            for number in [n for n in reversed(plan.needed) if n <= plan.judged.get(question, len(plan.places))]:
                cell, line = plan.places[number]
                first, after = max(line - 1, 0), bisect_right(begins[cell], line)
                # A worker that lies about places must not have much text looked through for each.
                if any(heading.match(it, 0, LONGEST_HEADING) for it in lines[cell][first : first + MOST_DECORATORS]):
                    last = begins[cell][after] - 1 if after < len(begins[cell]) else len(lines[cell])
                    found[question] = "".join(lines[cell][first:last])[:LONGEST_ANSWER]
                    break
        return found

    def blocked(self) -> list[Note]:
        """Return the reasons why classes are missing, each once, in order."""
        numbers = {self._blamed[question] for question in self._graded if question in self._blamed}
        known = {*self.failures, *self.ended}
        return [self._note(number) for number in sorted(numbers) if number in known]

    def _load(self, ask: Ask) -> Plan:
        """Hand the submission to a worker; return what it makes of it."""
        helpers = {
            f"helper {number}": torch.frombuffer(bytearray(content), dtype=torch.uint8)
            for number, content in enumerate(self._submission.helpers.values())
            if content
        }
        header = step_messages.submission_header(self._submission, self._graded, sorted(self.ended))
        reply, _ = ask("load", self._budgets.cell_seconds, helpers, **header)
        return step_messages.read_plan(reply, self._submission)

    def _step(self, ask: Ask, number: int, seconds: float, *, again: bool = False) -> float:
        """Run one statement; return how long it took."""
        try:
            reply, spent = ask("step", seconds, stoppable=True, statement=number, again=again)
        except SubmissionError as error:
            self.ended[number] = error
            self.deaths += 1
            if self._everything and self.deaths >= self._budgets.deaths:
                self._everything, self._given_up = False, True
            raise
        self.failures.pop(number, None)
        failure = step_messages.read_failure(reply)
        if failure is not None:
            what = f"{seconds:g}" if failure.kind == STOPPED else failure.error
            self.failures[number] = Failure(failure.kind, what, failure.line)
        return spent

    def _note(self, number: int) -> Note:
        assert self._plan is not None
        cell, line = self._plan.places[number]
        if number in self.ended:
            error = self.ended[number]
            why = error.values.get("why") or error.values.get("seconds") or ""
            kind = ENDED if error.code != "too_slow" else STOPPED
            return failure_note(self._submission, cell, line, Failure(kind, str(why), line))
        return failure_note(self._submission, cell, line, self.failures[number])
