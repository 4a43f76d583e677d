"""The command line of the proofs: `python -m autograder prove banks | mutants | power`."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.errors import GraderError
from autograder.paths import COURSE, ROOT

prove_app = typer.Typer(no_args_is_help=True, help="Measure how often the hidden checks are wrong.")
console = Console()


@prove_app.callback()
def prove() -> None:
    """Measure how often the hidden checks are wrong."""


@prove_app.command()
def banks(
    questions: Annotated[list[str] | None, typer.Argument(help="by name; all when none is given")] = None,
    course: Annotated[Path, typer.Option("--course", help="folder of the course")] = COURSE,
) -> None:
    """Judge the bank of each question: wrong files must lose marks and be told why, right ones keep all of them.

    Exits 1 when a file is not judged as it says.
    """
    from autograder.course import load_course
    from autograder.prove.banks import bank_files, judge_banks

    loaded, only = load_course(course), questions or ()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("files", total=None)
        wrong = list(judge_banks(loaded, lambda done, total: progress.update(task, completed=done, total=total), only))
    for line in wrong:
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    count = len(bank_files(loaded, only))
    console.print(f"{count - len({line.partition(':')[0] for line in wrong})} of {count} files are judged as they say")
    if wrong:
        raise typer.Exit(1)


@prove_app.command()
def mutants(
    answers: Annotated[
        Path, typer.Option(help="folder of right answers, with mutated.toml, which chooses among them")
    ] = ROOT / "tests" / "submissions",
    out: Annotated[Path, typer.Option(help="folder of equivalent_mutants.toml and of the results")] = ROOT
    / "tests"
    / "proofs",
    only: Annotated[str, typer.Option(help="mutants with this in their name alone; no results are written")] = "",
    jobs: Annotated[int, typer.Option(min=1, help="processes of one thread each")] = os.cpu_count() or 1,
    course: Annotated[Path, typer.Option("--course", help="folder of the course")] = COURSE,
    timeout: Annotated[float, typer.Option(min=1, help="seconds that a mutant may take; a hang is killed")] = 60,
) -> None:
    """Make mutants of right answers and judge them; each must lose marks or be listed as equivalent.

    Writes mutants.toml, mutants.csv and surviving_mutants.diff. Exits 1 when a mutant survives that is not listed, or
    one loses marks that is listed as equivalent.
    """
    from autograder.course import load_course
    from autograder.prove.mutants import measure

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("mutants", total=None)
        found = measure(
            load_course(course),
            answers,
            out,
            only,
            jobs,
            timeout,
            lambda done, total: progress.update(task, completed=done, total=total),
        )
    for line in found.lines():
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    if not only:
        found.write(out)
    if found.survivors() or found.refused():
        raise typer.Exit(1)


@prove_app.command()
def power(
    jobs: Annotated[int, typer.Option(min=1, help="processes of one thread each")] = os.cpu_count() or 1,
    course: Annotated[Path, typer.Option("--course", help="folder of the course")] = COURSE,
) -> None:
    """Measure from which size on the random checks see a deviation; writes what the course publishes of it."""
    from autograder.course import load_course

    loaded = load_course(course)
    if not loaded.file.hooks.power:
        raise GraderError(f"{course}: course.toml names no hook `power`")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("deviations", total=None)
        written = loaded.load(loaded.file.hooks.power)(
            jobs, lambda done, total: progress.update(task, completed=done, total=total)
        )
    for path in written:
        console.print(f"wrote {path.relative_to(ROOT)}", highlight=False)
