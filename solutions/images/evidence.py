"""Measures every claim about the data and prints the table: `python -m solutions.images.evidence`.

The numbers go to data_small/evidence.json. Runs that this file holds already for the same pictures are kept, so that an
interrupted session goes on where it stopped; `--again` measures all anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from statistics import median, stdev
from typing import Any, NamedTuple

import numpy as np
import torch

from .drawing import draw
from .measures import FEW, FEW_EPOCHS, LONG, MEASURES, QUICK, SPREAD, Numbers
from .write import FOLDER, SETS

SEEDS = 5
SHORT_SEEDS = 12  # the short run decides marks: more seeds, for its tail

Runs = dict[str, dict[str, Numbers]]


class Claim(NamedTuple):
    """A sentence about the data, its target, what was measured, how many runs that rests on, and whether it holds."""

    claim: str
    target: str
    measured: str
    runs: int
    holds: bool


def column(runs: Runs, measure: str, key: str = "fresh") -> list[float]:
    """One number of all runs of a measure."""
    return [numbers[key] for numbers in runs[measure].values()]


def gaps(runs: Runs, measure: str, key: str = "train") -> float:
    """Median over the runs of training less validation accuracy."""
    return median(a - b for a, b in zip(column(runs, measure, key), column(runs, measure, "validation"), strict=True))


def claims(runs: Runs) -> Iterator[Claim]:
    """The claims for which all runs they need are there."""

    def at_most(claim: str, measure: str, limit: float) -> Iterator[Claim]:
        if measure in runs:
            values = column(runs, measure)
            yield Claim(claim, f"at most {limit:.0%}", described(values), len(values), median(values) <= limit)

    yield from at_most("mean colour alone (small network)", "mean colour", 0.20)
    yield from at_most("linear softmax on pixels, 20 epochs", "linear", 0.35)
    yield from at_most("best threshold on one pixel statistic, any two classes (chance 50 %)", "one statistic", 0.80)
    if "short" in runs:
        values = column(runs, "short")
        yield Claim("ModelBaseline, short run", "at least 70 %", described(values), len(values), median(values) >= 0.70)
        spread = stdev(values) if len(values) > 1 else 0.0
        text = f"{spread:.1%} (worst run {min(values):.1%})"
        yield Claim(
            "standard deviation over training seeds and fresh sets",
            "at most 2 points",
            text,
            len(values),
            spread <= 0.02,
        )
        seconds = column(runs, "short", "seconds")
        text = f"{median(seconds):.1f} s on one thread"
        yield Claim("processor time of the short run", "at most 6 s", text, len(seconds), median(seconds) <= 6)
    if "fresh sets" in runs:
        values = column(runs, "fresh sets")
        text = f"{median(values):.1%}"
        yield Claim(
            "one model on 20 fresh sets of 1,000, standard deviation",
            "at most 2 points",
            text,
            len(values),
            median(values) <= 0.02,
        )
    for measure in ("short ELU", "short SELU", "short LeakyReLU"):
        if measure in runs:
            values = column(runs, measure)
            yield Claim(measure, "(none)", described(values), len(values), True)
    yield from _long_claims(runs)


def _long_claims(runs: Runs) -> Iterator[Claim]:
    """The claims about long runs; training and validation accuracies are medians."""
    if "long" not in runs:
        return
    count = len(runs["long"])
    gap = gaps(runs, "long")
    holds = median(column(runs, "long", "train")) >= 0.98 and gap >= 0.08
    yield Claim(
        "ModelBaseline trained long overfits",
        "train at least 98 %, gap at least 8 points",
        both(runs, "long"),
        count,
        holds,
    )
    if "long augmented" in runs:
        closed = 1 - gaps(runs, "long augmented") / gap
        text = f"{both(runs, 'long augmented')}; {closed:.0%} of the gap"
        gained = median(column(runs, "long augmented", "validation")) > median(column(runs, "long", "validation"))
        yield Claim(
            "augmentation takes the gap back",
            "at least a third",
            text,
            len(runs["long augmented"]),
            closed >= 1 / 3 and gained,
        )
    if "deep" not in runs:
        return
    deep = median(column(runs, "deep", "validation"))
    more = deep - median(column(runs, "long", "validation"))
    text = f"{both(runs, 'deep')}; {100 * more:+.1f} points"
    yield Claim(
        "deeper VGG against the baseline, both long", "at least 8 points better", text, len(runs["deep"]), more >= 0.08
    )
    if "few dropout" not in runs:
        return
    change = median(column(runs, "few dropout", "validation")) - median(column(runs, "few", "validation"))
    count = len(runs["few dropout"])
    where = f"SpatialDropout in the deeper VGG, {FEW} pictures, {FEW_EPOCHS} epochs"
    text = f"{both(runs, 'few')} without, {both(runs, 'few dropout')} with; {100 * change:+.1f} points"
    yield Claim(f"{where}: costs no accuracy", "no loss", text, count, change >= 0)
    for key, name in (("curve", "gap of the training curve"), ("train", "gap in eval mode")):
        before, after = gaps(runs, "few", key), gaps(runs, "few dropout", key)
        text = f"{100 * before:.1f} to {100 * after:.1f} points ({1 - after / before:.0%} narrower)"
        holds = after <= before * 2 / 3
        yield Claim(f"{where}: {name}", "a third narrower", text, count, holds)


def described(values: list[float]) -> str:
    """Median and range."""
    return f"{median(values):.1%} ({min(values):.1%} to {max(values):.1%})"


def both(runs: Runs, measure: str) -> str:
    """Training and validation accuracy of long runs."""
    train, validation = (median(column(runs, measure, key)) for key in ("train", "validation"))
    return f"train {train:.1%}, validation {validation:.1%}"


def fingerprint() -> str:
    """What the measured numbers belong to: the pictures of both sets."""
    digest = hashlib.sha256()
    for count, seed in SETS.values():
        for array in draw(count, seed):
            digest.update(array.tobytes())
    return digest.hexdigest()


def save(path: Path, data: str, runs: Runs) -> list[Claim]:
    """Write evidence.json and return the claims."""
    runs = {name: dict(sorted(runs[name].items(), key=lambda run: int(run[0]))) for name in MEASURES if name in runs}
    table = list(claims(runs))
    content: dict[str, Any] = {
        "pictures_sha256": data,
        "torch": torch.__version__,
        "numpy": np.__version__,
        "table": [claim._asdict() for claim in table],
        "runs": runs,
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return table


def measure(name: str, seed: int) -> Numbers:
    """Do one run on one thread: sums come out in one order, whatever else the machine does."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    return MEASURES[name](seed)


def main() -> int:
    """Measure, print, write; 0 when every claim holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--short-seeds", type=int, default=SHORT_SEEDS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes of one thread each")
    parser.add_argument("--only", choices=[*MEASURES, "quick", "long", "spread"], nargs="*", default=list(MEASURES))
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    groups = {"quick": list(QUICK), "long": list(LONG), "spread": list(SPREAD)}
    # "long" names a group and its first measure, so a name may come twice.
    wanted = dict.fromkeys(name for item in options.only for name in groups.get(item, [item]))

    path = FOLDER / "evidence.json"
    data = fingerprint()
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() and not options.again else {}
    kept = known["runs"] if known.get("pictures_sha256") == data else {}
    runs: Runs = {name: numbers for name, numbers in kept.items() if name in MEASURES}
    missing = [
        (name, seed)
        for seed in range(max(options.seeds, options.short_seeds))
        for name in wanted
        if str(seed) not in runs.get(name, {}) and seed < (options.short_seeds if name == "short" else options.seeds)
    ]
    # A forked child must not inherit torch's threads, so the children start afresh.
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        pending = {pool.submit(measure, name, seed): (name, seed) for name, seed in missing}
        for future in as_completed(pending):
            name, seed = pending[future]
            runs.setdefault(name, {})[str(seed)] = future.result()
            print(seed, name, {key: round(value, 3) for key, value in future.result().items()}, flush=True)
            save(path, data, runs)
    table = save(path, data, runs)
    for row in table:
        print(f"{'PASS' if row.holds else 'FAIL'}  {row.claim}: {row.measured}  [{row.target}; {row.runs} runs]")
    return 0 if all(row.holds for row in table) else 1


if __name__ == "__main__":
    raise SystemExit(main())
