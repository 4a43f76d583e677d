"""What the runs of a set of images gave: reading the file, and the few numbers of a run that are compared."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, stdev
from typing import TYPE_CHECKING

import torch
from torch import nn

from ..errors import SeminarError
from ..language import spoken_number, text
from .measure import Numbers, images_of
from .plan import EXPERIMENTS, LAST
from .timing import Seconds
from .tuning import score

if TYPE_CHECKING:
    import pandas

SHIPPED = Path(__file__).parent.parent / "results"  # what was measured for the seminar
SETS = ("cifar10", "data_small")  # of images, by the names of their files there
EARLY = 3  # the epoch in which the speed of learning is compared

# What is compared, of one run: in percent, in percentage points, mean cross-entropy, percent.
MEASURES: dict[str, Callable[[Numbers], float]] = {
    "best": lambda run: 100 * max(run["validation_accuracy"]),
    "gap": lambda run: 100 * (run["seen_accuracy"][-1] - run["validation_accuracy"][-1]),
    "early": lambda run: run["train_loss"][min(EARLY, len(run["train_loss"])) - 1],
    "dead": lambda run: 100 * sum(dead for _, dead, _ in run["dead"]) / sum(units for _, _, units in run["dead"]),
}
OVERVIEW, DEAD = ("best", "gap"), ("best", "dead")  # what is shown of all experiments together; of dead units
APART = "dead_units"  # the experiment that DEAD shows, and OVERVIEW does not
DIGITS = {"best": 1, "gap": 1, "early": 2, "dead": 1}


@dataclass(frozen=True)
class Results:
    """All runs on one set of images: by experiment and variant, one for each seed in the order of seeds."""

    name: str
    train_images: int
    test_images: int
    runs: dict[str, dict[str, list[Numbers]]]
    seconds: dict[str, Seconds] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the set of images is called in the language of the reader."""
        try:
            return text(f"titles.{self.name}")
        except KeyError:
            return self.name

    def title_of(self, experiment: str) -> str:
        """The title, and on how many of the images an experiment trained."""
        return text("results.of_images", value=self.title, images=images_of(experiment, self.train_images))

    def values(self, experiment: str, variant: str, measure: str) -> list[float]:
        """Return a number of MEASURES of each run of a variant, in the order of seeds; of "seconds", of each round."""
        if measure == "seconds":
            return self.seconds[experiment][variant]
        return [MEASURES[measure](run) for run in self.runs[experiment][variant]]


def read_results(path: str | Path) -> Results:
    """Return what a file of results holds; a bare name such as "cifar10" is one of those that came with the seminar.

    Of an experiment that was ended early, only seeds that all its variants have are taken.
    Raises SeminarError when there is no such file.
    """
    place = Path(path) if Path(path).suffix else SHIPPED / f"{path}.json"
    try:
        told = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise SeminarError(text("errors.no_results", path=place)) from None
    runs: dict[str, dict[str, list[Numbers]]] = {}
    for experiment, plan in EXPERIMENTS.items():
        done = {
            variant: {
                int(key.rpartition("/")[2]): run
                for key, run in told["runs"].items()
                if key.startswith(f"{experiment}/{variant}/")
            }
            for variant in plan.variants
        }
        if plan.held_out:  # settings that have been tried so far
            done = {variant: found for variant, found in done.items() if found}
        seeds = sorted(set.intersection(*(set(found) for found in done.values()))) if done else []
        if seeds:
            runs[experiment] = {variant: [found[seed] for seed in seeds] for variant, found in done.items()}
    timed = told.get("seconds", {})
    seconds = timed.get("cpu") or timed.get("cuda") or {}  # most readers have no GPU
    return Results(told["name"], told["train_images"], told["test_images"], runs, seconds)


def shipped_results() -> list[Results]:
    """Return the results that came with the seminar, of photographs and of the drawn images."""
    return [read_results(name) for name in SETS]


def measured_filters(results: Results) -> tuple[nn.Conv2d, nn.Conv2d]:
    """Return the first convolution of a ReLU network as it was before and after training, for `plot_filters`."""
    filters = next(run["filters"] for run in results.runs["activations"]["ReLU"] if "filters" in run)
    layers = []
    for moment in ("before", "after"):
        weight = torch.tensor(filters[moment])  # [16, 3, 3, 3]
        layer = nn.Conv2d(weight.shape[1], weight.shape[0], kernel_size=3, padding=1, bias=False)
        layer.weight = nn.Parameter(weight)
        layers.append(layer)
    return layers[0], layers[1]


def results_table(results: Results, experiment: str) -> "pandas.DataFrame":
    """Return a row for each variant: the mean of each measure over the seeds, with its standard deviation.

    Seconds per epoch, where they were measured, are a multiple of the first variant's in the same round.
    """
    # Imported here: it takes half a second, and only tables need it.
    import pandas

    rows = []
    timed = results.seconds.get(experiment)
    for variant, runs in results.runs[experiment].items():
        row = {text("table.run"): run_name(variant, runs)}
        for name in DIGITS:
            row[text(f"results.{name}", epoch=EARLY)] = _cell(results, experiment, variant, name)
        if timed is not None:
            row[text("results.seconds")] = f"× {spread(ratios(timed, variant, next(iter(timed))), 2)}"
        rows.append(row)
    return pandas.DataFrame(rows).set_index(text("table.run"))


def tuning_table(results: Results) -> "pandas.DataFrame":
    """Return a row for each setting that was tried for dropout: by what the settings are compared."""
    import pandas

    tried = results.runs["tuning"].items()
    scores = {variant: [spoken_number(100 * score(run), 1) for run in runs] for variant, runs in tried}
    return pandas.DataFrame(
        [
            {text("table.run"): variant, text("results.score", epochs=LAST): ", ".join(said)}
            for variant, said in scores.items()
        ]
    ).set_index(text("table.run"))


def overview_table(*several: Results, columns: tuple[str, ...] = OVERVIEW) -> "pandas.DataFrame":
    """Return a row for each variant of all experiments: measures on each set of images, with their spread.

    columns: DEAD for those of APART alone. A cell of an experiment on a part of the images says on how many.
    """
    import pandas

    rows: dict[str, dict[str, str]] = {}
    for results in several:
        for experiment in results.runs:
            if (experiment == APART) != (columns == DEAD) or EXPERIMENTS[experiment].held_out:
                continue
            images = images_of(experiment, results.train_images)
            for variant, runs in results.runs[experiment].items():
                row = rows.setdefault(f"{text(f'results.{experiment}')}: {run_name(variant, runs)}", {})
                for name in columns:
                    column = text(f"results.{name}")
                    value = _cell(results, experiment, variant, name)
                    if images < results.train_images:
                        value = text("results.of_images", value=value, images=images)
                    title = text("results.of_images", value=results.title, images=results.train_images)
                    row[f"{title}: {column}"] = value
    table = pandas.DataFrame.from_dict(rows, orient="index").fillna("")
    return table.rename_axis(text("table.run"))


def run_name(variant: str, runs: list[Numbers]) -> str:
    """Return what a variant is called: by the settings that were found for it, where they were looked for."""
    name: str = runs[0].get("settings", variant)
    return name


def _cell(results: Results, experiment: str, variant: str, name: str) -> str:
    """Return a measure of a variant with its spread; of dead units the layers that have some: "linear 1: 57 / 128"."""
    if name != "dead":
        return spread(results.values(experiment, variant, name), DIGITS[name])
    counts: dict[tuple[str, int], list[float]] = {}
    for run in results.runs[experiment][variant]:
        for layer, dead, units in run["dead"]:
            counts.setdefault((layer, units), []).append(dead)
    found = [f"{layer}: {spread(dead, 0)} / {units}" for (layer, units), dead in counts.items() if any(dead)]
    return ", ".join(found) or "0"


def ratios(seconds: Seconds, one: str, other: str) -> list[float]:
    """Return how many times as long as the other an epoch of one variant takes, in each round."""
    return [mine / others for mine, others in zip(seconds[one], seconds[other], strict=True)]


def spread(values: list[float], digits: int) -> str:
    """Return mean ± standard deviation as text; a single value has no deviation."""
    middle = spoken_number(mean(values), digits)
    return f"{middle} ± {spoken_number(stdev(values), digits)}" if len(values) > 1 else middle


def markdown(table: "pandas.DataFrame") -> str:
    """Return a table as Markdown; pandas would need another package for it."""
    rows = [[str(table.index.name), *map(str, table.columns)], ["---"] * (1 + len(table.columns))]
    rows += [[str(index), *map(str, row)] for index, row in zip(table.index, table.to_numpy(), strict=True)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
