"""`python -m tests.proofs.plain_otter [KIND...]`: what the hostile bank achieves against Otter without this project.

Every hostile file, notebook and zip that says that it may run without a sandbox is graded by plain Otter on q1 to q3,
with the same test files, under watch. Writes plain_otter.csv, with a yes for each condition that did not hold, and
plain_otter.toml, which counts them by kind; of kinds that are not named the rows stay. About 45 minutes.

    marks        more points in a question than it deserves
    no_results   no results.json with points for all three questions
    late         not finished within SECONDS
    outside      files written elsewhere, bytes received, processes left
    secret       the build's secret, or words that only a success brings, in results.json or in the output

The watch would take processes that others start meanwhile for ones left behind: on a shared machine run it in a process
namespace of its own (`unshare --pid --fork --mount-proc`).
"""

import csv
import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from autograder.classroom.task import unpack
from autograder.errors import GraderError
from autograder.paths import BUILD_IN_ZIP
from autograder.trial import Build, load_build
from tests.course import AUTOGRADER_ZIP
from tests.hostile.cases import HostileCase, cases
from tests.hostile.containers import containers
from tests.hostile.watch import Watch, leaks
from tests.hostile.writing import NOTHING, notebook, write_notebook
from tests.plain_otter import OtterRun, end_processes, otter_run, plain_zip
from tests.proofs.result import write_result

FOLDER = Path(__file__).parent
ROWS = FOLDER / "plain_otter.csv"
QUESTIONS = ("q1", "q2", "q3")
SECONDS = 60.0
CONDITIONS = ("marks", "no_results", "late", "outside", "secret")
Row = dict[str, str]


@dataclass(frozen=True)
class Attack:
    """One submission of the bank, whether its code attacks or its form."""

    name: str
    kind: str
    deserves: Mapping[str, float]
    leaks: Sequence[str]
    write: Callable[[Path], Path]


def attacks(kinds: Sequence[str]) -> Iterator[Attack]:
    """Yield what may run without a sandbox, of these kinds or of all."""
    for case in cases(*kinds):
        if case.plain:
            yield Attack(case.name, case.kind, case.deserves, case.leaks, partial(_write, case))
    for container in containers(*kinds):
        if container.plain:
            yield Attack(container.name, container.kind, container.deserves, container.leaks, container.write)


def question_points(results: Mapping[str, Any] | None) -> dict[str, float] | None:
    """Return the points by question, or None when one has none that are a number."""
    tests = (results or {}).get("tests")
    entries = [test for test in tests if isinstance(test, dict)] if isinstance(tests, list) else []
    scores = {str(test.get("name")): test.get("score") for test in entries}
    points = {name: float(score) for name, score in scores.items() if isinstance(score, int | float)}
    if not all(math.isfinite(points.get(question, math.nan)) for question in QUESTIONS):
        return None
    return {question: points[question] for question in QUESTIONS}


def problems(attack: Attack, run: OtterRun, violations: Sequence[str], secret: str) -> dict[str, list[str]]:
    """Return for each condition what was wrong with it, in words."""
    points = question_points(run.results)
    text = json.dumps(run.results, ensure_ascii=False) + run.output
    return {
        "marks": [
            f"{question} gets {value:g}, deserves {attack.deserves[question]:g}"
            for question, value in (points or {}).items()
            if value > attack.deserves[question] + 1e-9
        ],
        "no_results": ["no results"] if points is None else [],
        "late": [f"not finished after {run.seconds:.0f} s"] if run.timed_out else [],
        "outside": list(violations),
        "secret": ["the secret"] * len(leaks(text, [secret])) + [marker for marker in attack.leaks if marker in text],
    }


def attempt(attack: Attack, zip_path: Path, build: Build) -> tuple[OtterRun, dict[str, list[str]]]:
    """Grade one attack in a folder of its own under watch, and end what it leaves behind."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
        usual, tempfile.tempdir = tempfile.tempdir, root
        try:
            (Path(root) / "submitted").mkdir()
            (Path(root) / "another.ipynb").touch(0o600)  # another student's, for attacks that look for one
            submission = attack.write(Path(root) / "submitted")
            with Watch(Path(root), hashed=[build.folder]) as watch:
                run = otter_run(zip_path, submission, Path(root) / "out", build=build.folder, seconds=SECONDS)
        finally:
            tempfile.tempdir = usual
            end_processes(Path(root))
    return run, problems(attack, run, watch.violations, build.secret)


def require_honest_marks(zip_path: Path, build: Build) -> None:
    """Raise GraderError unless an honest submission gets full marks and breaks no condition this way."""
    honest = Attack("honest", "honest", NOTHING, (), lambda folder: write_notebook(folder, notebook()))
    run, found = attempt(honest, zip_path, build)
    wanted = {question: build.grading.points[question] for question in QUESTIONS}
    if question_points(run.results) != wanted or any(found[condition] for condition in CONDITIONS[1:]):
        raise GraderError(f"an honest submission fails under plain Otter: {found}\n{run.output}")


def row(attack: Attack, found: Mapping[str, list[str]]) -> Row:
    """Return the row of one attack."""
    return {
        "submission": attack.name,
        "kind": attack.kind,
        **{condition: "yes" if found[condition] else "" for condition in CONDITIONS},
    }


def write(rows: Sequence[Row]) -> None:
    """Write the table, and the counts by kind."""
    with ROWS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("submission", "kind", *CONDITIONS), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    lines = [f"seconds_allowed = {SECONDS:g}", *counts(rows)]
    for kind in dict.fromkeys(one["kind"] for one in rows):
        lines += ["", f"[kinds.{kind}]", *counts([one for one in rows if one["kind"] == kind])]
    write_result(FOLDER / "plain_otter.toml", "plain_otter", lines, training=False)


def read_rows() -> list[Row]:
    """Return the rows of the table, none if there is no such file."""
    if not ROWS.is_file():
        return []
    with ROWS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counts(rows: Sequence[Row]) -> list[str]:
    """Return the lines of TOML that count the rows in which a condition did not hold."""
    broke = sum(any(one[condition] for condition in CONDITIONS) for one in rows)
    totals = [f"{condition} = {sum(bool(one[condition]) for one in rows)}" for condition in CONDITIONS]
    return [f"tried = {len(rows)}", f"broke = {broke}", *totals]


def main() -> None:
    """Run what was asked for and write what broke."""
    kinds, new = sys.argv[1:], []
    with tempfile.TemporaryDirectory() as temporary:
        build = load_build(unpack(AUTOGRADER_ZIP, Path(temporary) / "zip") / BUILD_IN_ZIP)
        zip_path = plain_zip(AUTOGRADER_ZIP, Path(temporary) / "plain.zip", QUESTIONS)
        require_honest_marks(zip_path, build)
        for attack in attacks(kinds):
            run, found = attempt(attack, zip_path, build)
            new.append(row(attack, found))
            print(f"{attack.name} {run.seconds:.1f} s {question_points(run.results)} {found}", flush=True)
    kept = [old for old in read_rows() if kinds and old["kind"] not in kinds]
    write(sorted([*kept, *new], key=lambda one: (one["kind"], one["submission"])))


def _write(case: HostileCase, folder: Path) -> Path:
    """Write a hostile file as the notebook in which a student would hand it in."""
    return write_notebook(folder, notebook(extra="\n\n" + case.attack()))


if __name__ == "__main__":
    main()
