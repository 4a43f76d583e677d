"""`python -m tests.proofs.hostile_class [--every=N]`: the hostile bank handed in as one class, among honest work.

Every file of the bank and, after each fifth one, an honest submission are graded in one run of `autograder grade`, with
tight budgets and a training run of one epoch. Each must get its row, no attack more than it deserves, no output the
secret, and every honest submission the same results.json, wherever it stands. Writes hostile_class.toml; about ten
minutes.
"""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from autograder.paths import ROOT
from tests.bank import REFERENCE
from tests.course import QUESTIONS, SECRET_FILE
from tests.grading.zips import changed_zip
from tests.hostile.cases import HostileCase, cases
from tests.hostile.watch import leaks
from tests.proofs.result import every_nth, write_result

RESULT = Path(__file__).parent / "hostile_class.toml"
HONEST_AFTER = 5
BUDGETS = {"cell_seconds": 5, "probe_seconds": 4, "submission_seconds": 40, "deaths": 4}
JOBS = 2
CHECKED = ("q1", "q2", "q3")  # a training run of one epoch says nothing about q4


def write_class(folder: Path, bank: Sequence[HostileCase]) -> list[str]:
    """Write the class into a new folder; return the names of the honest submissions."""
    folder.mkdir()
    honest = []
    for number, case in enumerate(bank):
        (folder / f"{number:03}a_{case.name}.py").write_text(case.source(), encoding="utf-8")
        if number % HONEST_AFTER == 0:
            honest.append(f"{number:03}b_honest")
            (folder / f"{honest[-1]}.py").write_bytes(REFERENCE.read_bytes())
    return honest


def problems(bank: Sequence[HostileCase], place: Path) -> tuple[int, list[str]]:
    """Grade the class in `place`; return how many are honest, and what is wrong, a line each."""
    zip_path = changed_zip(place / "tight.zip", epochs=1, **BUDGETS)
    honest = write_class(place / "class", bank)
    command = [sys.executable, "-m", "autograder", "grade", str(place / "class"), "--out", str(place / "out")]
    command += ["--autograder", str(zip_path), "--jobs", str(JOBS), "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = [] if done.returncode == 0 else [f"exit code {done.returncode}: {done.stderr[-300:]}"]
    with (place / "out" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["submission"]: row for row in csv.DictReader(file)}
    secret = json.loads(SECRET_FILE.read_text(encoding="utf-8"))["secret"]
    for number, case in enumerate(bank):
        name = f"{number:03}a_{case.name}"
        row = rows.get(f"{name}.py")
        if row is None or row["status"] != "graded":
            found.append(f"{case.name}: {'no row' if row is None else row['status']}")
            continue
        found += [f"{case.name} gets {row[q]} in {q}" for q in QUESTIONS if float(row[q]) > case.deserves[q]]
        if leaks((place / "out" / name / "results.json").read_text(encoding="utf-8"), [secret, *case.leaks]):
            found.append(f"{case.name}: its results hold what they must not")
    results = {(place / "out" / name / "results.json").read_bytes() for name in honest}
    if len(results) != 1:
        found.append(f"{len(results)} different results of the same honest submission")
    possible = {q: max(case.deserves[q] for case in cases()) for q in CHECKED}
    for name in honest:
        row = rows[f"{name}.py"]
        found += [f"{name} gets {row[q]} in {q}" for q in CHECKED if float(row[q]) < possible[q]]
    return len(honest), found


def main() -> None:
    """Grade the whole bank as a class and write what was wrong."""
    with tempfile.TemporaryDirectory() as temporary:
        bank = cases()[:: every_nth()]
        honest, found = problems(bank, Path(temporary))
    lines = [f"hostile = {len(bank)}", f"honest = {honest}", f"problems = {found}"]
    write_result(RESULT, "hostile_class", lines, training=False)


if __name__ == "__main__":
    main()
