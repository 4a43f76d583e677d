"""`python -m autograder prove mutants`: judges all mutants and says which survived, which must not, and by operator.

Three files in the folder of proofs: mutants.toml has the counts, mutants.csv a row for each operator,
surviving_mutants.diff the survivors that equivalent_mutants.toml, which is written by hand, does not list.
"""

import csv
import io
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.fingerprint import fingerprint
from autograder.course import Course
from autograder.errors import GraderError
from autograder.prove.answers import REFERENCE, Mutant, mutants_of, read_answers
from autograder.prove.judging import SURVIVED, TIMEOUT, judge_all

RESULT, TABLE, SURVIVING = "mutants.toml", "mutants.csv", "surviving_mutants.diff"
EQUIVALENT = "equivalent_mutants.toml"
KINDS = ("mutants", "killed", "equivalent", "survivors")


@dataclass(frozen=True)
class Measured:
    """What was measured: for each mutant what killed it, and which ones are listed as equivalent, by id."""

    course: Course
    answers: int
    killers: dict[Mutant, str]
    listed: dict[str, str]
    jobs: int
    minutes: float

    def survivors(self) -> list[Mutant]:
        """Return the mutants that keep all marks and are not listed as equivalent."""
        return [mutant for mutant, killer in self.killers.items() if self._kind(mutant, killer) == "survivors"]

    def refused(self) -> list[Mutant]:
        """Return the mutants that lose marks though they are listed as equivalent: a check or the list is wrong."""
        return [mutant for mutant, killer in self.killers.items() if killer != SURVIVED and mutant.id in self.listed]

    def counts(self, operator: str | None = None) -> dict[str, int]:
        """Return how many mutants there are of each kind, of one operator or of all."""
        found = Counter(
            self._kind(mutant, killer) for mutant, killer in self.killers.items() if operator in (None, mutant.operator)
        )
        return {kind: found.total() if kind == "mutants" else found[kind] for kind in KINDS}

    def lines(self) -> list[str]:
        """Return what to print: survivors with their diffs, contradictions of the list, and the counts."""
        lines = [shown(mutant) for mutant in self.survivors()]
        for mutant in self.refused():
            lines.append(f"listed as equivalent, but killed by {self.killers[mutant]}: {shown(mutant)}")
        counts = self.counts()
        return [*lines, ", ".join(f"{count} {kind}" for kind, count in counts.items()) + f" in {self.minutes:.1f} min"]

    def write(self, folder: Path) -> None:
        """Write the result files."""
        late = sum(killer == TIMEOUT for killer in self.killers.values())
        counts = self.counts()
        lines = [
            "# Written by `python -m autograder prove mutants`; do not edit.",
            f'fingerprint = "{fingerprint(self.course, training=False)}"',
            f"answers = {self.answers}",
            *(f"{kind} = {counts[kind]}" for kind in KINDS),
            f"refused = {len(self.refused())}  # listed as equivalent, and yet killed",
            f"timeouts = {late}  # among the killed",
            f"jobs = {self.jobs}",
            f"minutes = {self.minutes:.1f}",
        ]
        (folder / RESULT).write_text("\n".join(lines) + "\n", encoding="utf-8")
        (folder / TABLE).write_text(self.table(), encoding="utf-8")
        surviving = "\n".join(shown(mutant) for mutant in self.survivors())
        if surviving:
            (folder / SURVIVING).write_text(surviving, encoding="utf-8")
        else:
            (folder / SURVIVING).unlink(missing_ok=True)

    def table(self) -> str:
        """Return a row for each operator as CSV."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("operator", *KINDS))
        for operator in sorted({mutant.operator for mutant in self.killers}):
            writer.writerow((operator, *self.counts(operator).values()))
        return text.getvalue()

    def _kind(self, mutant: Mutant, killer: str) -> str:
        if killer != SURVIVED:
            return "killed"
        return "equivalent" if mutant.id in self.listed else "survivors"


def measure(
    course: Course,
    folder: Path,
    proofs: Path,
    only: str,
    jobs: int,
    seconds: float,
    progress: Callable[[int, int], None],
) -> Measured:
    """Judge the mutants of the answers in `folder` whose names contain `only`; `progress` gets how many are done."""
    answers, each = read_answers(folder, course)
    chosen = [mutant for mutant in mutants_of(answers, each, course) if only in mutant.name]
    return judged(
        course, chosen, (folder / REFERENCE).read_text(encoding="utf-8"), read_listed(proofs), jobs, seconds, progress
    )


def judged(
    course: Course,
    chosen: list[Mutant],
    reference: str,
    listed: dict[str, str],
    jobs: int,
    seconds: float,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Measured:
    """Judge the chosen mutants."""
    done = 0

    def one_more() -> None:
        nonlocal done
        done += 1
        progress(done, len(chosen))

    begun = time.monotonic()
    tasks = [(mutant.source, mutant.questions) for mutant in chosen]
    killers = judge_all(course.folder, reference, tasks, jobs, seconds, one_more)
    minutes = (time.monotonic() - begun) / 60
    answers = len({mutant.answer for mutant in chosen})
    return Measured(course, answers, dict(zip(chosen, killers, strict=True)), listed, jobs, minutes)


def read_listed(folder: Path) -> dict[str, str]:
    """Return the reasons of the mutants that are listed as equivalent, by id; raises GraderError on a damaged list."""
    path = folder / EQUIVALENT
    if not path.exists():
        return {}
    try:
        groups = tomllib.loads(path.read_text(encoding="utf-8"))["group"]
        return {id: group["reason"] for group in groups for id in group["mutants"]}
    except (ValueError, KeyError, TypeError) as error:
        raise GraderError(f"{path} does not list mutants in groups with a reason: {error!r}") from None


def shown(mutant: Mutant) -> str:
    """Return a mutant for people: its id, its name, its diff."""
    return f"{mutant.id} {mutant.name}\n{mutant.diff()}\n"
