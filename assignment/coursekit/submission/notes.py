"""What is told about the statements of a submission: where they stand, as a student counts, and what happened."""

from collections.abc import Sequence

from .printable import readable
from .run import ENDED, NO_GPU, NOT_PYTHON, RAISED, STOPPED, Failure
from .source import Note, Submission
from .statements import BEGINNING

Place = tuple[int, int]  # of a statement: the index of its cell, and its line in that cell
CODES = {
    RAISED: "statement_raised",
    NOT_PYTHON: "statement_not_python",
    STOPPED: "statement_stopped",
    NO_GPU: "statement_no_gpu",
    ENDED: "statement_ended",
}
MOST = 12  # cells or lines that are named one by one


def failure_note(submission: Submission, cell: int, line: int, failure: Failure) -> Note:
    """Return the note about a statement that begins at `line` of a cell and did not run to its end."""
    lines = submission.cells[cell].source.splitlines()
    start = readable(lines[line - 1].strip(), BEGINNING) if 0 < line <= len(lines) else ""
    values = {"line": str(failure.line), "start": start, "what": failure.error}
    if submission.script:
        return Note(f"{CODES[failure.kind]}_line", values)
    return Note(f"{CODES[failure.kind]}_cell", {**values, "cell": str(submission.cells[cell].number)})


def left_out_note(submission: Submission, places: Sequence[Place]) -> Note | None:
    """Return the note about statements that no graded class needs, None where there are none."""
    if not places:
        return None
    script = submission.script
    numbers = {line if script else submission.cells[cell].number for cell, line in places}
    one, more = ("left_out_line", "left_out_lines") if script else ("left_out_cell", "left_out_cells")
    return Note(one if len(numbers) == 1 else more, {"places": _ranges(sorted(numbers))})


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers in order, each once, with runs of them shortened: "2, 5-9"."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    shown = [str(first) if first == last else f"{first}\N{EN DASH}{last}" for first, last in runs[:MOST]]
    return ", ".join(shown) + (" \N{HORIZONTAL ELLIPSIS}" if len(runs) > MOST else "")
