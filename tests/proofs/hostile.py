"""`python -m tests.proofs.hostile [KIND or FILE...] [--mode=NAME] [--every=N]`: the hostile bank against the sandbox.

Every file of tests/submissions/hostile is graded on q1 to q3 in the sandbox under watch, and an honest submission right
after it: as root, with layers switched off, and as an ordinary user. Ten minutes for each of these modes, at the end of
which an honest submission must get all marks. Every N-th file only with --every. The rows of what was run are replaced
in hostile.csv; hostile.toml sums it up.
"""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.errors import GraderError
from autograder.sandbox.forking import fork_server
from autograder.trial import Build, load_build
from tests.bank import REFERENCE
from tests.course import BUILD_FOLDER
from tests.course import QUESTIONS as ALL_QUESTIONS
from tests.hostile.cases import HostileCase, cases
from tests.hostile.modes import MODES, must_change_user, possible_modes, prepared, run_as_ordinary_user
from tests.hostile.trial import Outcome, attempt_surely, graded
from tests.proofs.result import write_result

FOLDER = Path(__file__).parent
ROWS = FOLDER / "hostile.csv"
QUESTIONS = ("q1", "q2", "q3")
COLUMNS = ("mode", "submission", "kind", *QUESTIONS, "seconds", "problems")
Row = dict[str, str]


def run(mode: str, chosen: Sequence[HostileCase], build: Build) -> list[Row]:
    """Run cases in `mode`, which must be possible for this process; print and return a row for each.

    Raises GraderError when an honest submission does not get all marks of all four questions at the end.
    """
    fork_server()  # the fork server stays, so it must be there before the first watch begins
    rows = []
    for case in chosen:
        with prepared(mode):
            outcome = attempt_surely(case, build, QUESTIONS, MODES[mode])
        rows.append(row(case, mode, outcome))
        mark = "BROKEN" if outcome.problems else "held"
        print(f"{mark:7}{mode}: {case.name} {outcome.seconds:.1f} s {outcome.problems}", file=sys.stderr, flush=True)
    with prepared(mode):
        honest = graded(REFERENCE.read_text(encoding="utf-8"), build, ALL_QUESTIONS, MODES[mode])
    if sum(honest.points.values()) < build.grading.possible - 1e-9:
        raise GraderError(f"{mode}: an honest submission after the bank gets {honest.points}: {honest.text}")
    return rows


def rows_of_ordinary_user(arguments: Sequence[str], build: Build) -> list[Row]:
    """Have a process of an ordinary user run what `arguments` say; return its rows."""
    return list(json.loads(run_as_ordinary_user("tests.proofs.hostile", arguments, build.folder).stdout))


def row(case: HostileCase, mode: str, outcome: Outcome) -> Row:
    """Return the row of one case."""
    points = {question: f"{outcome.points[question]:g}" for question in QUESTIONS}
    told = {"seconds": f"{outcome.seconds:.0f}", "problems": "; ".join(outcome.problems)}
    return {"mode": mode, "submission": case.name, "kind": case.kind, **points, **told}


def write(new: Iterable[Row], rows_file: Path = ROWS) -> None:
    """Put the rows into hostile.csv in place of older ones, and sum up all."""
    rows = {(old["mode"], old["submission"]): old for old in read_rows(rows_file)}
    measured = {(one["mode"], one["submission"]): one for one in new}
    partly = not rows.keys() <= measured.keys()
    rows |= measured
    ordered = sorted(rows.values(), key=lambda one: (list(MODES).index(one["mode"]), one["submission"]))
    with rows_file.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)
    broken = [f"{one['mode']}: {one['submission']}" for one in ordered if one["problems"]]
    lines = [
        f"submissions = {min(sum(one['mode'] == mode for one in ordered) for mode in MODES)}",
        f"modes = {json.dumps(list(MODES))}",
        f"broken = {json.dumps(broken)}",
    ]
    write_result(rows_file.with_suffix(".toml"), "hostile", lines, training=False, partly=partly)


def read_rows(rows_file: Path = ROWS) -> list[Row]:
    """Return the rows of hostile.csv, none if there is no such file."""
    if not rows_file.is_file():
        return []
    with rows_file.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Run what was asked for and write what happened; with --build=FOLDER print the rows as JSON instead."""
    options = dict(argument[2:].split("=", 1) for argument in sys.argv[1:] if argument.startswith("--"))
    wanted = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    every = options.get("every", "1")
    build = load_build(Path(options.get("build", BUILD_FOLDER)))
    measured: list[Row] = []
    for mode in [options["mode"]] if "mode" in options else possible_modes():
        if must_change_user(mode):
            rows = rows_of_ordinary_user([f"--mode={mode}", f"--every={every}", *wanted], build)
        else:
            chosen = [case for case in cases() if not wanted or {case.kind, case.name} & {*wanted}]
            rows = run(mode, chosen[:: int(every)], build)
        if "build" in options:
            print(json.dumps(rows))
        else:
            measured += rows
            write(measured)


if __name__ == "__main__":
    main()
