"""The pictures of the report as SVG for the inside of a page: the same numbers give the same bytes."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

import matplotlib
import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from autograder.classroom.record import GRADED, MISSING, Record
from autograder.classroom.report.summary import counted, graded
from autograder.classroom.report.wording import Texts
from autograder.grading import Grading, Limits

# Okabe and Ito's colours, which colour-blind readers can tell apart; hatches differ too.
GREEN, VERMILION, BLUE = "#009E73", "#D55E00", "#56B4E9"
HATCH = "////"
# Drawn in place of black, and replaced by the colour of the page's text, so that pictures follow the dark mode.
INK = "#010203"
SIZE = (4.8, 3.2)  # inches: small enough to be read on a phone, where the page shrinks it
SIZE_OF_NOTHING = (4.8, 1.2)
TOTAL_BINS = 20  # over all points; one more bar stands for none
SHARE_BINS = 50  # over 0 % to 100 %
TIME_BINS = 24
LATEST = 0.95  # quantile of the times
WIDE = 10  # times that differ by more than this factor are drawn on a logarithmic axis
SHORTEST = 0.1  # s; anything shorter is drawn there

STYLE: dict[Any, Any] = {
    "font.size": 10,
    "font.family": "DejaVu Sans",
    "svg.fonttype": "none",
    "hatch.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "axes.titlecolor", "xtick.color"), INK),
    **dict.fromkeys(("ytick.color", "grid.color"), INK),
}


@dataclass(frozen=True)
class Picture:
    """A picture and the sentence that says its numbers."""

    svg: Markup
    alt: str


def totals(records: Sequence[Record], grading: Grading, texts: Texts) -> Picture:
    """Draw how many graded submissions have which total."""
    words, values = texts["totals"], [record.total for record in graded(records)]
    possible = max(grading.possible, 1e-5)
    half = possible / TOTAL_BINS / 2

    def draw(axes: Axes) -> None:
        bins = np.linspace(-half, possible + half, TOTAL_BINS + 2).tolist()
        axes.hist(values, bins, color=BLUE, edgecolor=INK, linewidth=0.6)
        axes.axvline(fmean(values), color=INK, label=words["mean"].format(value=fmean(values)))
        axes.axvline(
            median(values), color=VERMILION, linestyle="--", label=words["median"].format(value=median(values))
        )
        axes.set_xlim(-2 * half, possible + 2 * half)

    if not values:
        return _picture("totals", words, None, texts)
    full = sum(value >= possible - 1e-5 for value in values)
    low, high, mean, middle = min(values), max(values), fmean(values), median(values)
    alt = words["alt"].format(
        count=len(values), low=low, high=high, mean=mean, median=middle, full=full, possible=possible
    )
    return _picture("totals", words, draw, texts, alt, possible=grading.possible)


def measured(records: Sequence[Record], grading: Grading, texts: Texts, language: str) -> dict[str, Picture]:
    """Draw the first of the numbers that the checks of each question measure, against their limits; by question."""
    found = {}
    for question, limits in grading.limits.items():
        for name, labels in grading.measured.get(question, {}).items():
            found[question] = _measured(records, question, name, labels.get(language, name), limits, texts)
    return found


def _measured(records: Sequence[Record], question: str, name: str, label: str, limits: Limits, texts: Texts) -> Picture:
    numbers = {record.id: record.measured.get(question, {}).get(name, ()) for record in counted(records)}
    with_numbers = [record for record in counted(records) if numbers[record.id]]
    passed = [100 * numbers[record.id][0] for record in with_numbers if _passes(record, question)]
    failed = [100 * numbers[record.id][0] for record in with_numbers if not _passes(record, question)]
    words = {
        key: text.replace("{question}", question).replace("{what}", label) for key, text in texts["measured"].items()
    }

    def draw(axes: Axes) -> None:
        axes.axvspan(100 * limits.low, 100 * limits.high, color=INK, alpha=0.15, linewidth=0, label=words["band"])
        _stack(axes, [passed, failed], np.linspace(0, 100, SHARE_BINS + 1), [words["passed"], words["failed"]])
        label = words["threshold"].format(threshold=limits.threshold)
        axes.axvline(100 * limits.threshold, color=INK, linestyle="--", label=label)
        axes.set_xlim(0, 100)

    key = f"measured-{question}"
    if not with_numbers:
        return _picture(key, words, None, texts)
    alt = words["alt"].format(
        count=len(with_numbers),
        passed=len(passed),
        threshold=limits.threshold,
        repeated=sum(len(numbers[record.id]) > 1 for record in with_numbers),
        low=limits.low,
        high=limits.high,
        median=median(passed + failed),
        without=len(counted(records)) - len(with_numbers),
    )
    return _picture(key, words, draw, texts, alt)


def times(records: Sequence[Record], texts: Texts) -> Picture:
    """Draw how long the submissions took, graded or not."""
    words = texts["times"]
    tried = [record for record in counted(records) if record.status != MISSING]
    taken = [max(record.seconds, SHORTEST) for record in tried]
    marked = [max(record.seconds, SHORTEST) for record in tried if record.status == GRADED]
    others = [max(record.seconds, SHORTEST) for record in tried if record.status != GRADED]

    def draw(axes: Axes) -> None:
        low, high = min(taken), max(taken)
        wide = high > WIDE * low
        bins = np.geomspace(low / 1.1, high * 1.1, TIME_BINS) if wide else np.linspace(0, high * 1.05, TIME_BINS)
        _stack(axes, [marked, others], bins, [words["graded"], words["not_graded"]])
        axes.axvline(median(taken), color=INK, linestyle="--", label=words["median"].format(value=median(taken)))
        if wide:
            axes.set_xscale("log")
            axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
            axes.xaxis.set_minor_formatter(NullFormatter())

    if not taken:
        return _picture("times", words, None, texts)
    late, processor = float(np.quantile(taken, LATEST)), sum(record.cpu_seconds for record in counted(records))
    alt = words["alt"].format(
        count=len(taken), median=median(taken), late=late, longest=max(taken), minutes=processor / 60
    )
    return _picture("times", words, draw, texts, alt)


def _passes(record: Record, question: str) -> bool:
    checks = [check for check in record.checks if check.question == question]
    return bool(checks) and all(check.passed for check in checks)


def _stack(axes: Axes, values: list[list[float]], bins: np.ndarray, labels: list[str]) -> None:
    """Draw good ones in plain green and the others above them, hatched; a part without values is not drawn."""
    looks: list[dict[str, Any]] = [{"facecolor": GREEN}, {"facecolor": VERMILION, "hatch": HATCH}]
    below = np.zeros(len(bins) - 1)
    for part, label, look in zip(values, labels, looks, strict=True):
        heights, _ = np.histogram(part, bins)
        if part:
            label = f"{label}: {len(part)}"
            axes.bar(
                bins[:-1],
                heights,
                np.diff(bins),
                below,
                align="edge",
                edgecolor=INK,
                linewidth=0.6,
                label=label,
                **look,
            )
        below = below + heights


def _picture(
    name: str,
    words: dict[str, str],
    draw: Callable[[Axes], None] | None,
    texts: Texts,
    alt: str = "",
    **values: float,
) -> Picture:
    """Make a picture of `draw`, or of empty axes that say so where there is nothing to draw."""
    with matplotlib.rc_context({**STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=SIZE if draw else SIZE_OF_NOTHING, layout="constrained")
        axes = figure.subplots()
        axes.set_title(words["title"], fontsize=11)
        if draw is None:
            axes.set_xticks([])
            axes.set_yticks([])
            axes.text(0.5, 0.5, texts["page"]["nothing"], ha="center", va="center", transform=axes.transAxes)
        else:
            draw(axes)
            axes.use_sticky_edges = False  # or the highest bar would touch the title
            axes.margins(y=0.08)
            axes.set_ylim(bottom=0)
            axes.set_xlabel(words["x"].format(**values))
            axes.set_ylabel(texts["page"]["submissions"])
            axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
            axes.set_axisbelow(True)
            axes.grid(axis="y", alpha=0.2)
            figure.legend(loc="outside lower center", ncols=2, fontsize=9, frameon=False)
        return Picture(_inline(figure, name), alt or texts["page"]["nothing"])


def _inline(figure: Figure, name: str) -> Markup:
    """Return the SVG element alone, with ids of its own and no colour or style that reaches out of it."""
    buffer = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(buffer, format="svg", transparent=True, metadata=nothing)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :].replace(INK, "currentColor")
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", svg)
    return Markup(svg.replace("<svg ", f'<svg role="img" aria-labelledby="{name}-says" ', 1))
