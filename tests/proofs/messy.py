"""`python -m tests.proofs.messy [--every=N] [NAME...]`: files as students leave them; writes messy.csv and messy.toml.

Each goes through `grade` with the real training run, and every 8th that a bare `otter run` can read through that too.
Points and feedback must be what tests/messy says. With names, only these are graded and nothing is written.
"""

import csv
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from autograder.classroom.record import Record
from autograder.classroom.through_otter import Grade, grade_submission
from tests.course import AUTOGRADER_ZIP, QUESTIONS, SEMINAR
from tests.messy import messy_files
from tests.messy.files import MessyFile
from tests.messy.judged import Judged, judged, lost, problems, submission
from tests.proofs.result import every_nth, write_result

RESULT = Path(__file__).parent / "messy.toml"
TABLE = Path(__file__).parent / "messy.csv"
COLUMNS = ("name", *QUESTIONS, "total", "seconds", "problems")
EVERY = 8
JOBS = os.cpu_count() or 1


def through_otter(file: MessyFile, folder: Path) -> Grade:
    """Grade one file by `otter run`; say what it got."""
    grade = grade_submission(submission(file, folder / "files"), AUTOGRADER_ZIP, SEMINAR, folder / "out", "en")
    print(f"otter run  {file.name}: {grade.total:g} {grade.status}", flush=True)
    return grade


def told(record: Record) -> None:
    """Print what one file got."""
    print(f"grade      {record.submission}: {record.total:g} {record.status} {record.seconds:.0f} s", flush=True)


def write_table(path: Path, files: Sequence[MessyFile], graded: dict[str, Judged]) -> None:
    """Write a row for each file."""
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(COLUMNS)
        for file in files:
            got = graded[file.name]
            points = [f"{got.points.get(question, 0):g}" for question in QUESTIONS]
            wrong = "; ".join(problems(file, got, QUESTIONS))
            writer.writerow([file.name, *points, f"{got.total:g}", f"{got.seconds:.0f}", wrong])


def main() -> None:
    """Grade what was asked for, or all, and exit 1 when one of them lost something."""
    asked = [word for word in sys.argv[1:] if not word.startswith("--")]
    files = [file for file in messy_files() if not asked or file.name in asked]
    if unknown := {*asked} - {file.name for file in files}:
        sys.exit(f"there is no messy file of the name {', '.join(sorted(unknown))}: see `python -m tests.messy FOLDER`")
    files = files[:: every_nth()]
    readable = [file for file in files if file.through_otter][:: 1 if asked else EVERY]
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        graded = judged(files, place / "class", AUTOGRADER_ZIP, JOBS, told)
        one = partial(through_otter, folder=place / "otter")
        with ThreadPoolExecutor(JOBS) as pool:
            under_otter = list(pool.map(one, readable))
    wrong = {file.name: problems(file, graded.get(file.name), QUESTIONS) for file in files}
    otter = {file.name: lost(file, grade.points, QUESTIONS) for file, grade in zip(readable, under_otter, strict=True)}
    lines = [f"{name}: {'; '.join(found)}" for name, found in wrong.items() if found]
    lines += [f"{name} through otter run: {'; '.join(found)}" for name, found in otter.items() if found]
    print("\n".join(lines))
    if not asked:
        write_table(TABLE, files, graded)
        summary = [
            f"files = {len(files)}",
            f"kept = {sum(not found for found in wrong.values())}",
            f"through_otter_run = {len(readable)}",
            f"kept_through_otter_run = {sum(not found for found in otter.values())}",
            f"problems = {json.dumps(lines, ensure_ascii=False)}",
        ]
        write_result(RESULT, "messy", summary)
    sys.exit(bool(lines))


if __name__ == "__main__":
    main()
