"""calibration.png: where the runs of every kind fall, against the threshold."""

from collections.abc import Mapping
from pathlib import Path

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt

from autograder.calibration.evidence import Spread
from autograder.calibration.networks import CORRECT, CORRECT_VARIANTS, LISTED, SHORTCUTS

# Okabe and Ito's colours, which colour-blind readers can tell apart; markers differ too.
STYLES = {"must pass": ("#009E73", "o"), "must fail": ("#D55E00", "x"), "not judged by accuracy": ("#56B4E9", "^")}


def draw_picture(spreads: Mapping[str, Spread], threshold: float, path: Path) -> None:
    """Write a PNG with one row per kind of network: lowest to highest run, mean, one standard deviation."""
    groups = ((CORRECT | CORRECT_VARIANTS, "must pass"), (SHORTCUTS, "must fail"), (LISTED, "not judged by accuracy"))
    names = [(kind, role) for kinds, role in groups for kind in kinds]
    figure, axes = plt.subplots(figsize=(9, 0.42 * len(names) + 2), layout="constrained")
    for row, (kind, role) in enumerate(names):
        colour, marker = STYLES[role]
        found = spreads[kind]
        axes.hlines(row, 100 * found.lowest, 100 * found.highest, color=colour, linewidth=1.5)
        low, high = found.mean - found.deviation, found.mean + found.deviation
        axes.hlines(row, 100 * low, 100 * high, color=colour, linewidth=7, alpha=0.4)
        first = role not in axes.get_legend_handles_labels()[1]
        label = role if first else None
        axes.plot([100 * found.mean], [row], marker=marker, color=colour, linestyle="none", markersize=8, label=label)
    axes.axvline(100 * threshold, color="black", linestyle="--", label=f"threshold {100 * threshold:.0f} %")
    axes.set_yticks(range(len(names)), [f"{kind} ({spreads[kind].runs} runs)" for kind, _ in names])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("accuracy on fresh images after the short run, %: mean, standard deviation, range")
    axes.set_title("Where the threshold of q4 comes from")
    axes.grid(axis="x", alpha=0.3)
    figure.legend(loc="outside lower center", ncols=4)
    figure.savefig(path, dpi=110)
    plt.close(figure)
