"""`python -m tests.synthetic_class COUNT FOLDER`: a class of synthetic submissions, drawn from the banks.

Right and wrong ones, half of them notebooks, named as Canvas names a download: some late, some with an earlier attempt.
The same for the same count.
"""

import random
import sys
from pathlib import Path

import nbformat

from tests.bank import Case, cases
from tests.course import SEMINAR

SEED = 300
LATE, EARLIER = 0.05, 0.05  # shares of the class
FIRST_USER, FIRST_FILE = 1001, 50001
SYLLABLES = ("an", "bo", "cha", "da", "e", "fri", "ga", "ho", "i", "ka", "li", "mi", "no", "o", "pe", "ra", "so", "ta")


def write_class(folder: Path, count: int) -> list[Path]:
    """Write `count` students' submissions into a new folder; return the files that count, one for each student."""
    chance = random.Random(SEED)
    bank = [*cases("correct"), *cases("wrong")]
    folder.mkdir(parents=True)
    counting = []
    for number in range(count):
        name = "".join(chance.choices(SYLLABLES, k=4)) + "_LATE" * (chance.random() < LATE)
        case, suffix = chance.choice(bank), chance.choice((".ipynb", ".py"))
        if chance.random() < EARLIER:
            earlier = folder / f"{name}_{FIRST_USER + number}_{FIRST_FILE + 2 * number}_seminar{suffix}"
            _write(earlier, chance.choice(bank))
        path = folder / f"{name}_{FIRST_USER + number}_{FIRST_FILE + 2 * number + 1}_seminar{suffix}"
        _write(path, case)
        counting.append(path)
    return counting


def _write(path: Path, case: Case) -> None:
    if path.suffix == ".py":
        path.write_text(case.source(), encoding="utf-8")
        return
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(case.source())])
    notebook.metadata["otter"] = {"assignment_name": SEMINAR.name}
    nbformat.write(notebook, path)


if __name__ == "__main__":
    print(f"wrote {len(write_class(Path(sys.argv[2]), int(sys.argv[1])))} submissions into {sys.argv[2]}")
