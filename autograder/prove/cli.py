"""The command line of the proofs: `python -m autograder prove power`."""

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.paths import ROOT

prove_app = typer.Typer(no_args_is_help=True, help="Measure how often the hidden checks are wrong.")
console = Console()


@prove_app.callback()
def prove() -> None:
    """Measure how often the hidden checks are wrong."""


@prove_app.command()
def power() -> None:
    """Measure from which size on q3's checks see a deviation; writes docs/power.md and tests/proofs/power.toml."""
    from autograder.prove.power import measure_all
    from autograder.prove.power_page import write_page

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("deviations", total=None)
        rows = measure_all(lambda done, total: progress.update(task, completed=done, total=total))
    for path in write_page(rows):
        console.print(f"wrote {path.relative_to(ROOT)}", highlight=False)
