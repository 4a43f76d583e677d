"""Small classes of wrong submissions, and the grades that came out."""

import csv
import subprocess
import time
from pathlib import Path

from tests.bank import cases


def write_class(folder: Path, count: int) -> list[Path]:
    """Write `count` submissions drawn from the bank of wrong ones, as .py files."""
    folder.mkdir()
    bank = cases("wrong")
    paths = []
    for case in bank[:: len(bank) // count][:count]:
        path = folder / case.path.name
        path.write_text(case.source(), encoding="utf-8")
        paths.append(path)
    return paths


def grades(out: Path) -> list[list[str]]:
    """Return grades.csv up to the status: without the seconds, which are never the same, and what comes after them."""
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        first, *others = csv.reader(file)
    seconds = first.index("seconds")
    return [row[:seconds] for row in (first, *others)]


def wait_until_written(
    process: subprocess.Popen[str], out: Path, pattern: str = "*/record.json", seconds: float = 300
) -> None:
    """Wait until a run has written what `pattern` names into `out`, by default its first record."""
    end = time.monotonic() + seconds
    while not list(out.glob(pattern)):
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < end, f"no {pattern} in {out} after {seconds} s"
        time.sleep(0.02)
