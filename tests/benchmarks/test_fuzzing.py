"""More than 100,000 malformed inputs for every reader of what students control: no crash, no hang, no memory growth.

Run it with `pytest -m benchmark -s tests/benchmarks/test_fuzzing.py`. It prints the seed of its inputs; the environment
variable FUZZING_SEED repeats a run. tests/fuzz tries a few hundred of the same inputs with every run of the tests.
"""

import gc
import os
import secrets
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil
import pytest

from autograder.grading import MIB
from tests.fuzz.targets import TARGETS, Target
from tests.fuzz.trial import drawn_input, outcome

INPUTS = 120_000
WARM_UP = 0.2
SAMPLE = 1000
GROWTH_MIB = 20.0
GROWTH_BLOCKS = 0.1  # per input
LEAST_SHARE = 0.05


@dataclass(frozen=True)
class Row:
    """What a run over one target has shown.

    slowest: seconds of the processor for one input. seconds: of the clock for all. growth: MiB, the largest sample
    after the warm-up less the one at its end. blocks: of Python's own memory, likewise; one object that stays with
    every input shows there long before it does in MiB.
    """

    target: str
    inputs: int
    accepted: int
    refused: int
    slowest: float
    growth: float
    blocks: int
    seconds: float

    def __str__(self) -> str:
        """Return the row of the table."""
        return (
            f"{self.target:10}{self.inputs:>9,}{self.accepted:>10,}{self.refused:>9,}{self.slowest * 1000:>12.1f}"
            f"{self.growth:>12.1f}{self.blocks:>9,}{self.inputs / self.seconds:>10,.0f}"
        )


HEADINGS = (
    f"{'target':10}{'inputs':>9}{'accepted':>10}{'refused':>9}{'slowest ms':>12}{'MiB growth':>12}{'blocks':>9}"
    f"{'inputs/s':>10}"
)


def memory() -> tuple[float, int]:
    """Return the MiB of this process and Python's blocks in it, without what only waits to be collected."""
    gc.collect()
    return psutil.Process().memory_info().rss / MIB, sys.getallocatedblocks()


def fuzz(target: Target, seed: int, folder: Path) -> Row:
    """Try a target's share of the inputs; an error of the reader passes, with a note of how to get its input again."""
    words: Counter[str] = Counter()
    inputs = round(INPUTS * target.share)
    settled = round(inputs * WARM_UP)
    slowest, samples, started = 0.0, [], perf_counter()
    for number in range(inputs):
        if number >= settled and (number - settled) % SAMPLE == 0:
            samples.append(memory())
        try:
            word, seconds = outcome(target, drawn_input(target, seed, number), folder)
        except BaseException as error:
            error.add_note(f"the input: drawn_input(<target {target.name}>, {seed}, {number})")
            raise
        words[word] += 1
        slowest = max(slowest, seconds)
    samples.append(memory())
    resident, blocks = zip(*samples, strict=True)
    return Row(
        target.name,
        inputs,
        sum(words[word] for word in target.accepted),
        sum(words[word] for word in target.refused),
        slowest,
        max(resident) - resident[0],
        max(blocks) - blocks[0],
        perf_counter() - started,
    )


@pytest.mark.benchmark
def test_readers_survive_any_bytes(tmp_path: Path) -> None:
    """Every input is read or refused, both often, in at most 2 s, and a target's memory grows by less than 20 MiB."""
    seed = int(os.environ.get("FUZZING_SEED") or secrets.randbits(32))
    print(f"\nseed {seed}\n{HEADINGS}")
    rows = []
    for target in TARGETS:
        rows.append(fuzz(target, seed, tmp_path))
        print(rows[-1], flush=True)
    assert sum(row.inputs for row in rows) >= 100_000
    for row in rows:
        assert row.growth < GROWTH_MIB, row
        assert row.blocks < GROWTH_BLOCKS * row.inputs, row
        assert min(row.accepted, row.refused) > LEAST_SHARE * row.inputs, row
