"""calibration.png: where the runs of every kind fall, against the threshold."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt

from autograder.calibration.networks import CORRECT, CORRECT_VARIANTS, LISTED, SHORTCUTS

# Okabe and Ito's colours, which colour-blind readers can tell apart; markers differ too.
STYLES = {"must pass": ("#009E73", "o"), "must fail": ("#D55E00", "x"), "not judged by accuracy": ("#56B4E9", "^")}


def draw_picture(accuracies: Mapping[str, Sequence[float]], threshold: float, path: Path) -> None:
    """Write a PNG with one row of marks per kind of network."""
    groups = ((CORRECT | CORRECT_VARIANTS, "must pass"), (SHORTCUTS, "must fail"), (LISTED, "not judged by accuracy"))
    names = [(kind, role) for kinds, role in groups for kind in kinds]
    figure, axes = plt.subplots(figsize=(9, 0.42 * len(names) + 1.6), layout="constrained")
    for row, (kind, role) in enumerate(names):
        colour, marker = STYLES[role]
        first = role not in axes.get_legend_handles_labels()[1]
        values = [100 * value for value in accuracies[kind]]
        axes.scatter(
            values, [row] * len(values), c=colour, marker=marker, s=36, alpha=0.6, label=role if first else None
        )
    axes.axvline(100 * threshold, color="black", linestyle="--", label=f"threshold {100 * threshold:.0f} %")
    axes.set_yticks(range(len(names)), [f"{kind} ({len(accuracies[kind])} runs)" for kind, _ in names])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("accuracy on fresh images after the short run, %")
    axes.set_title("Where the threshold of q4 comes from")
    axes.legend(loc="lower right")
    axes.grid(axis="x", alpha=0.3)
    figure.savefig(path, dpi=110)
    plt.close(figure)
