"""The commands `python -m seminar experiments`, which measures, prints and draws, and `python -m seminar results`."""

import argparse
import os
from pathlib import Path

import matplotlib.pyplot as plt

from ..language import text
from ..settings import device
from .claims import claims_table
from .figures import plot_overview
from .measure import images_of
from .plan import EXPERIMENTS
from .results import DEAD, Results, markdown, overview_table, read_results, results_table, shipped_results, tuning_table
from .runner import measure_all

SEEDS = 3
ON_GPU = 8  # runs side by side: 1 GB of its memory each at most
DPI = 90  # of the figure: 900 pixels wide


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be chosen."""
    parser.add_argument(
        "--data", default="small", help='"small", "cifar10" (downloaded), or a folder or zip of classes'
    )
    parser.add_argument("--name", help="name of the file of results; the name of the data if it is left out")
    parser.add_argument("--out", type=Path, default=Path("experiments"), help="folder of the file of results")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="runs of each variant")
    parser.add_argument("--images", type=int, help="train on so many images, drawn at random; all if it is left out")
    parser.add_argument("--only", nargs="+", choices=EXPERIMENTS, default=(), help="measure only these")
    parser.add_argument("--answer", type=Path, help="a .py file with your ModelBaseline, which some of them train")
    parser.add_argument("--show", action="store_true", help="measure nothing: show what the file of results holds")
    parser.add_argument("--jobs", type=int, help="runs at a time: on a GPU 8 side by side, else one for each core")


def run(arguments: argparse.Namespace, language: str) -> int:
    """Measure what is missing, unless it is only to be shown; print and write the tables, write the figure; return 0.

    Raises SeminarError when the data cannot be read, or the file is missing or holds results of something else.
    """
    name = arguments.name or ("data_small" if arguments.data == "small" else Path(arguments.data).stem)
    path = arguments.out / f"{name}.json"
    if not arguments.show:
        measure_all(
            arguments.data,
            arguments.out,
            name=name,
            seeds=arguments.seeds,
            images=arguments.images,
            only=arguments.only,
            jobs=arguments.jobs or (ON_GPU if device().type == "cuda" else os.cpu_count() or 1),
            answer=arguments.answer,
        )
    results = read_results(path)
    page, figure = (path.with_name(f"{name}_{language}.{kind}") for kind in ("md", "png"))
    print(summary(results))
    page.write_text(f"{summary(results)}\n", encoding="utf-8")
    plot_overview(results).savefig(figure, dpi=DPI)
    plt.close()
    for written in (path, page, figure):
        print(text("results.written", path=written))
    return 0


def summary(results: Results) -> str:
    """Return the tables of all experiments and of the claims as Markdown."""
    seeds = max(len(runs) for variants in results.runs.values() for runs in variants.values())
    head = text(
        "results.summary", title=results.title, images=results.train_images, tests=results.test_images, seeds=seeds
    )
    parts = [head]
    for experiment, variants in results.runs.items():
        table = tuning_table(results) if EXPERIMENTS[experiment].held_out else results_table(results, experiment)
        epochs = max(len(run["train_loss"]) for runs in variants.values() for run in runs)
        trained = text(
            "results.trained",
            name=text(f"results.{experiment}"),
            images=images_of(experiment, results.train_images),
            epochs=epochs,
        )
        parts += [f"**{trained}**", markdown(table)]
    return "\n\n".join([*parts, markdown(claims_table(results))])


def shipped_tables() -> str:
    """Return what was measured for the seminar in Markdown: numbers with their spread, dead units, and claims."""
    shipped = shipped_results()
    tables = overview_table(*shipped), overview_table(*shipped, columns=DEAD), claims_table(*shipped)
    return "\n\n".join(map(markdown, tables))
