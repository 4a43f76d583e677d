"""The command line: `python -m autograder build | check | calibrate | grade | containers | report | new | prove`."""

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from autograder.errors import GraderError
from autograder.grading import DeviceChoice
from autograder.paths import COURSE, ZIP_NAME
from autograder.prove.cli import prove_app

if TYPE_CHECKING:
    from autograder.classroom.record import Record

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Build, check and grade a course.",
)
app.add_typer(prove_app, name="prove")
console = Console()
DISTRIBUTION = "cnn-seminar-autograder"
OBJECTS_MADE = 100_000  # before garbage is looked for: a class of thousands makes many, and hardly any is garbage


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"autograder {version(DISTRIBUTION)}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="print the version and end")
    ] = False,
) -> None:
    """Build, check and grade a course."""


CourseFolder = Annotated[Path, typer.Option("--course", help="folder of the course")]
Language = Annotated[
    str | None,
    typer.Option(help="language of the report, and of submissions that name none: one of the course's (default: en)"),
]


@app.command()
def build(course: CourseFolder = COURSE) -> None:
    """Make what students receive, the zips and the solution notebooks from the course."""
    from autograder.build import build as build_all
    from autograder.course import load_course

    for path in build_all(load_course(course)):
        console.print(f"wrote {shown(path)}", highlight=False)


new_app = typer.Typer(no_args_is_help=True, help="Write what a course author begins with.")
app.add_typer(new_app, name="new")


@new_app.command("course")
def new_course(
    folder: Annotated[Path, typer.Argument(help="a new folder; afterwards `build --course` takes it")],
) -> None:
    """Write a small course of two questions, which builds and grades as it stands."""
    from autograder.scaffold import new_course as write_course

    written = write_course(folder)
    console.print(f"wrote {len(written)} files in {shown(folder)}: begin with course.toml", highlight=False)
    console.print(f"next: python -m autograder build --course {shown(folder)}", highlight=False)


@new_app.command("question")
def new_question(
    name: Annotated[str, typer.Argument(help="such as q5")],
    answer: Annotated[str, typer.Option("--class", "--answer", help="the class or function that students write")],
    course: CourseFolder = COURSE,
) -> None:
    """Write the folder of a question: stub, solution, checks, feedback and a bank; replace what is marked TODO."""
    from autograder.course import load_course
    from autograder.scaffold import new_question as write_question

    for path in write_question(load_course(course), name, answer):
        console.print(f"wrote {shown(path)}", highlight=False)
    console.print(f"next: python -m autograder build, then python -m autograder prove banks {name}", highlight=False)


@app.command()
def check(course: CourseFolder = COURSE) -> None:
    """Check that solutions get every point and stubs none, and show how right the marks were measured to be.

    Exits 0 only if all holds, else 1.
    """
    from autograder.classroom.proofs import broken_proofs, page, proof_lines, read_proofs
    from autograder.classroom.solution_check import check_assignment
    from autograder.course import load_course

    require_build(course)
    loaded = load_course(course)
    proofs = read_proofs(loaded) if course.resolve() == COURSE else None
    wrong = check_assignment(loaded, lambda step: console.print(step, highlight=False))
    if proofs is not None:
        wrong += broken_proofs(proofs)
        print(f"\n{page(proof_lines(loaded, proofs))}\n")
    for line in wrong:
        console.print(f"wrong: {line}", markup=False, highlight=False)
    if wrong:
        raise typer.Exit(1)
    console.print("The assignment is sound: solutions get every point, stubs get none and a reason.", highlight=False)


@app.command()
def calibrate(
    runs: Annotated[int, typer.Option(min=10, help="runs of the reference; other kinds get a share of it")] = 60,
    jobs: Annotated[int, typer.Option(min=1, help="processes of one thread each")] = os.cpu_count() or 1,
    device: Annotated[Literal["cpu", "cuda"], typer.Option(help="cuda: add runs on a graphics card")] = "cpu",
    course: CourseFolder = COURSE,
) -> None:
    """Measure where the thresholds of a course belong; what is measured lies in the folders of its questions."""
    from autograder.course import load_course
    from autograder.sandbox.gpu import gpu_for

    if device == "cuda":
        gpu_for(device)
    loaded = load_course(course)
    found = {name: question.calibrate for name, question in loaded.questions.items() if question.calibrate is not None}
    if not found:
        raise GraderError(f"{course}: no question has anything to calibrate")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        lines: list[str] = []
        for name, measure in found.items():
            task = progress.add_task(name, total=None)
            lines += measure(loaded.settings(name), runs, jobs, partial(_show, progress, task), device)
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)


@app.command()
def grade(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="files or folders of .ipynb, .py, .zip; exports as they are")],
    out: Annotated[Path, typer.Option(help="folder for grades.csv, report.html and each submission's results")],
    lang: Language = None,
    jobs: Annotated[int, typer.Option(min=1, help="submissions that are graded at a time")] = os.cpu_count() or 1,
    device: Annotated[
        DeviceChoice | None,
        typer.Option(
            help="where training runs happen; auto: on a graphics card if there is one (default: course.toml's)"
        ),
    ] = None,
    roster: Annotated[
        Path | None, typer.Option(help="list of the class as CSV (name, id, e-mail): names who is missing")
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="grade these alone: a name, or a pattern as anna*")] = None,
    regrade: Annotated[bool, typer.Option("--regrade", help="grade anew what has its results already")] = False,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="leave out earlier results of submissions that are not given now"),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="print nothing but what went wrong")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the grades as JSON")] = False,
    cluster: Annotated[
        str | None, typer.Option(help="grade on a Dask cluster: tcp://host:8786, slurm, kubernetes ...")
    ] = None,
    autograder: Annotated[
        Path | None, typer.Option(help="the build to grade with, if not dist/autograder.zip; to compare two")
    ] = None,
    unconfined: Annotated[
        bool, typer.Option("--unconfined", help="grade where student code cannot be confined: only code that you trust")
    ] = False,
    course: CourseFolder = COURSE,
) -> None:
    """Grade a class; the same command goes on where a run was ended.

    Exits 0 when every submission got a row, whatever the marks; 1 when --only left some without one, or fits none; 2 on
    a mistake in the call or a folder that cannot be written; 130 after Ctrl-C or SIGTERM. What is graded is kept in any
    case.
    """
    from autograder.classroom.class_list import keep_roster, not_listed
    from autograder.classroom.grade import Class, Options
    from autograder.classroom.gradebooks import advice
    from autograder.classroom.outputs import write_outputs
    from autograder.classroom.progress import GradingProgress
    from autograder.classroom.record import as_json as json_of
    from autograder.classroom.submissions import look_through
    from autograder.classroom.table import counts, print_grades
    from autograder.course import read_course_file
    from autograder.grading import GRADING_FILE, load_grading
    from autograder.lms.export_zip import opened
    from autograder.lms.roster import read_roster

    if device == "cuda" and cluster is None:
        from autograder.sandbox.gpu import gpu_for  # and torch, which takes seconds: the processes that grade import it

        gpu_for(device)
    if autograder is None:
        autograder = require_build(course)
    console = Console(stderr=as_json, quiet=quiet)
    language = _language(lang, read_course_file(course).languages)
    options = Options(language, jobs, tuple(only or ()), regrade, prune, unconfined, cluster, device)
    people = None if roster is None else read_roster(roster)
    found, damaged = context.with_resource(opened(paths))
    packed = {folder: path for folder, path in zip(found, paths, strict=True) if folder != path}
    submissions, left_out = look_through(found)
    _warn([*damaged, *left_out])
    graded = Class(submissions, autograder, out, options, packed)
    unmatched = graded.unmatched()
    _warn([f"--only {pattern!r} fits none of the submissions" for pattern in unmatched])
    if unmatched and len(unmatched) == len(options.only):
        raise typer.Exit(1)
    if people is not None:
        keep_roster(out, people)
    try:
        with GradingProgress(console) as progress:
            graded.run(progress.graded, progress.prepared)
    except KeyboardInterrupt:
        if not (out / GRADING_FILE).exists():
            print("autograder: stopped before anything was graded.", file=sys.stderr)
            raise typer.Exit(130) from None
        records, told = graded.counting(load_grading(out / GRADING_FILE))
        write_outputs(out, records, language)
        _warn(told)
        done, count = graded.done(records)
        have = f"{done} of {count} have their results in {out}{_of_earlier_build(records)}"
        print(f"autograder: stopped; {have}. The same command goes on.", file=sys.stderr)
        raise typer.Exit(130) from None
    grading = load_grading(out / GRADING_FILE)
    records, told = graded.counting(grading)
    written = write_outputs(out, records, language)
    if as_json:
        print(json_of(records))
    else:
        print_grades(console, records, grading.questions)
        console.print(counts(records), highlight=False)
        console.print(f"results: {', '.join(written)} in {out}, and a folder for each submission", highlight=False)
    _warn(told)
    if graded.earlier:
        print(
            f"autograder: {len(graded.earlier)} results of earlier runs into {out} stay in the tables; --prune leaves "
            "them out",
            file=sys.stderr,
        )
    _warn([*not_listed(out, records), *advice(records)])
    absent = sum(record.absent for record in records)
    if absent:
        print(f"autograder: {absent} on the list handed nothing in", file=sys.stderr)
    outdated = sum(record.outdated for record in records)
    if outdated:
        marks = "1 mark is" if outdated == 1 else f"{outdated} marks are"
        print(
            f"autograder: {marks} of an earlier build: the same command without --only grades anew what it is given",
            file=sys.stderr,
        )
    done, count = graded.done(records)
    missing = count - done
    if missing:
        have = "submission has" if missing == 1 else "submissions have"
        print(f"autograder: {missing} {have} no results yet: run the command again without --only", file=sys.stderr)
    if missing or unmatched:
        raise typer.Exit(1)


@app.command()
def containers(
    paths: Annotated[list[Path], typer.Argument(help="what `otter grade` takes: .ipynb, .py or .zip, or a folder")],
    out: Annotated[Path, typer.Option(help="folder for Otter's final_grades.csv")],
    course: CourseFolder = COURSE,
) -> None:
    """Grade a class with `otter grade`, in a container each, which needs Docker; one line where there is none."""
    from autograder.classroom.containers import grade_in_containers
    from autograder.course import load_course

    raise typer.Exit(grade_in_containers(require_build(course), load_course(course).name, paths, out))


@app.command()
def report(
    results: Annotated[Path, typer.Argument(help="the folder that `grade --out` wrote")],
    compare: Annotated[
        Path | None, typer.Option(help="results of another build, or a grading.toml: whose marks would change")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="language of the report (default: that of `grade`)")] = None,
    course: CourseFolder = COURSE,
) -> None:
    """Write report.html anew from results; with --compare also what another threshold or build would change."""
    from autograder.classroom.outputs import compare_results, counting_class, damaged_results, write_outputs
    from autograder.classroom.results_folder import language_of
    from autograder.course import load_course, read_course_file

    languages = read_course_file(course).languages
    graded_in = language_of(results)
    language = _language(lang or (graded_in if graded_in in languages else None), languages)
    records, told = counting_class(results)
    for name in damaged_results(results):
        print(f"autograder: the result of {name} is damaged and left out: run `grade` again", file=sys.stderr)
    _warn(told)
    if compare is not None:
        for line in compare_results(results, compare, language, load_course(course)):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        return
    written = write_outputs(results, records, language)
    console.print(f"wrote {', '.join(written)} in {results}", highlight=False)


def _language(asked: str | None, languages: Sequence[str]) -> str:
    """Return the language that was asked for, else English, else the first; raise GraderError for an unknown one."""
    if asked is None:
        return "en" if "en" in languages else languages[0]
    if asked not in languages:
        raise GraderError(f"--lang {asked}: this course speaks {', '.join(languages)}")
    return asked


def _warn(lines: Sequence[str], most: int = 20) -> None:
    """Print up to `most` lines as warnings, and how many more there are."""
    for line in lines[:most]:
        print(f"autograder: {line}", file=sys.stderr)
    if len(lines) > most:
        print(f"autograder: ... and {len(lines) - most} more", file=sys.stderr)


def _of_earlier_build(records: "Sequence[Record]") -> str:
    """Return how many marks are still of an earlier build, in brackets; "" where none is."""
    count = sum(record.outdated for record in records)
    return f" ({count} of an earlier build)" if count else ""


def require_build(course: Path) -> Path:
    """Return the autograder.zip of the course in a folder; raise GraderError when there is none yet."""
    from autograder.course import dist_of

    path = dist_of(course) / ZIP_NAME
    if not path.is_file():
        raise GraderError(f"{shown(path)} is missing: run `python -m autograder build` first")
    return path


def _show(progress: Progress, task: TaskID, done: int, total: int) -> None:
    progress.update(task, completed=done, total=total)


def shown(path: Path) -> str:
    """Return a path as a user would type it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def main() -> None:
    """Run the command line; a user's mistake ends in one line and exit code 2."""
    gc.set_threshold(OBJECTS_MADE)
    try:
        app()
    except GraderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        sys.exit(2)
