"""The command line: `python -m autograder build | check | calibrate | grade`."""

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from autograder.errors import GraderError
from autograder.printable import readable

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Build, check and grade the seminar.",
)
console = Console()


@app.command()
def build() -> None:
    """Make assignment/, the zips and the solution notebooks in dist/ from solutions/seminar.py."""
    from autograder.build import build as build_all
    from autograder.paths import ROOT

    for path in build_all():
        console.print(f"wrote {path.relative_to(ROOT)}", highlight=False)


@app.command()
def check() -> None:
    """Check that solutions get every point and stubs none, and show how right the marks were measured to be.

    Exits 0 only if all holds, else 1.
    """
    from autograder.classroom.proofs import broken_proofs, page, proof_lines, read_proofs
    from autograder.classroom.solution_check import check_assignment
    from autograder.config import load_grading

    require_build()
    grading = load_grading()
    proofs = read_proofs()
    summary = page(proof_lines(grading, proofs))
    wrong = check_assignment(grading, lambda step: console.print(step, highlight=False)) + broken_proofs(proofs)
    print(f"\n{summary}\n")
    for line in wrong:
        console.print(f"wrong: {line}", markup=False, highlight=False)
    if wrong:
        raise typer.Exit(1)
    console.print("The assignment is sound: solutions get every point, stubs get none and a reason.", highlight=False)


@app.command()
def calibrate(
    runs: Annotated[int, typer.Option(min=10, help="runs of the reference; other networks get a share of it")] = 60,
    jobs: Annotated[int, typer.Option(min=1, help="processes of one thread each")] = os.cpu_count() or 1,
) -> None:
    """Measure where the threshold of q4 belongs; writes autograder/calibration.toml and calibration.png."""
    from autograder.calibration.calibrate import calibrate as run_calibration
    from autograder.config import load_grading

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("training", total=None)
        lines = run_calibration(
            load_grading(), runs, jobs, lambda done, total: progress.update(task, completed=done, total=total)
        )
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)


@app.command()
def grade(
    paths: Annotated[list[Path], typer.Argument(help="files or folders of .ipynb, .py, .zip")],
    out: Annotated[Path, typer.Option(help="folder for grades.csv and each submission's results.json")],
    lang: Annotated[Literal["ru", "en"], typer.Option(help="language of messages for .py submissions")] = "en",
    unconfined: Annotated[
        bool, typer.Option("--unconfined", help="grade where student code cannot be confined: only code that you trust")
    ] = False,
) -> None:
    """Grade submissions through `otter run`. Exits 0 when every submission got a row, whatever the marks."""
    from autograder.classroom.grade import grade_submission
    from autograder.classroom.submissions import find_submissions
    from autograder.classroom.table import print_grades, write_grades
    from autograder.config import load_grading
    from autograder.paths import AUTOGRADER_ZIP, BUILD_FOLDER

    require_build()
    grading = load_grading(BUILD_FOLDER / "grading.toml")
    submissions = find_submissions(paths)
    if not out.exists():
        out.mkdir(parents=True)
        out.chmod(0o700)  # marks are nobody else's business
    grades = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("grading", total=len(submissions))
        for submission in submissions:
            progress.update(task, description=f"grading {escape(readable(submission.path.name))}")
            grades.append(grade_submission(submission, AUTOGRADER_ZIP, grading, out, lang, unconfined=unconfined))
            write_grades(out / "grades.csv", grades)
            progress.advance(task)
    print_grades(console, grades)
    console.print(f"results: {out}/grades.csv and a folder for each submission", highlight=False)


def require_build() -> None:
    """Raise GraderError when there is no autograder.zip yet."""
    from autograder.paths import AUTOGRADER_ZIP

    if not AUTOGRADER_ZIP.is_file():
        raise GraderError("dist/autograder.zip is missing: run `python -m autograder build` first")


def main() -> None:
    """Run the command line; a user's mistake ends in one line and exit code 2."""
    try:
        app()
    except GraderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        sys.exit(2)
