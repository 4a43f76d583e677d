"""calibration.png: where the runs of every kind fall, against the threshold."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np

from ..rule import Rule
from .networks import CORRECT, CORRECT_VARIANTS, LISTED, SHORTCUTS
from .runs import Outcome

# Okabe and Ito's colours, which colour-blind readers can tell apart; markers differ too.
STYLES = {"must pass": ("#009E73", "o"), "must fail": ("#D55E00", "x"), "not judged by accuracy": ("#56B4E9", "^")}
HALF_ROW = 0.3


def draw_picture(outcomes: Mapping[str, Sequence[Outcome]], rule: Rule, path: Path) -> None:
    """Write a PNG with one row per kind of network and one mark per run; those that never learn are named."""
    groups = ((CORRECT | CORRECT_VARIANTS, "must pass"), (SHORTCUTS, "must fail"), (LISTED, "not judged by accuracy"))
    names = [(name, role) for kinds, role in groups for name in kinds]
    figure, axes = plt.subplots(figsize=(9, 0.42 * len(names) + 2), layout="constrained")
    rng = np.random.default_rng(0)
    for row, (name, role) in enumerate(names):
        colour, marker = STYLES[role]
        values = [100 * outcome.accuracy for outcome in outcomes[name]]
        heights = row + rng.uniform(-HALF_ROW, HALF_ROW, len(values))
        label = role if role not in axes.get_legend_handles_labels()[1] else None
        axes.plot(values, heights, marker, color=colour, markersize=4, alpha=0.6, label=label)
        axes.vlines(np.mean(values), row - 0.4, row + 0.4, color="black", linewidth=1)
    axes.axvspan(100 * rule.hopeless, 100 * rule.sure, color="0.85", label="repeated: three of five runs")
    axes.axvline(100 * rule.threshold, color="black", linestyle="--", label=f"threshold {100 * rule.threshold:.0f} %")
    axes.set_yticks(range(len(names)), [_row_name(name, outcomes[name]) for name, _ in names])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("accuracy on fresh images after one short run, %; bars: means")
    axes.set_title("Where the threshold of q4 comes from")
    axes.grid(axis="x", alpha=0.3)
    figure.legend(loc="outside lower center", ncols=5, fontsize="small")
    figure.savefig(path, dpi=110)
    plt.close(figure)


def _row_name(name: str, runs: Sequence[Outcome]) -> str:
    learns = any(outcome.learned for outcome in runs)
    return f"{name} ({len(runs)})" + ("" if learns else ", weights stand still")
