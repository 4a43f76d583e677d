"""The page that says what q3's random checks see, docs/power.md, and its numbers, tests/proofs/power.toml."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.classroom.fingerprint import fingerprint
from autograder.course import load_course
from autograder.paths import COURSE, PROOFS, ROOT
from autograder.prove.estimate import HIGH, MIDDLE, Tried

from ..questions.q3_spatial_dropout.statistics import ALPHA
from .looks import Look
from .power import Row, default_look, judge_draws, mask_looks, measure_all

PAGE, NUMBERS = ROOT / "docs" / "power.md", PROOFS / "power.toml"
TEXTS = Path(__file__).parent / "power.toml"
NEVER = "not seen"


# The deviation that the page of `autograder check` shows: channels dropped with probability p (1 + e).
SHOWN = ("rate_above", "independent")


def write_power(jobs: int, progress: Callable[[int, int], None]) -> list[Path]:
    """Measure all deviations with so many processes, write the page and the numbers, and return their paths."""
    return write_page(measure_all(jobs, progress))


def power_line(power: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is claimed of the checks' power, and what was measured."""
    sizes = next(row for row in power["deviation"] if (row["name"], row["law"]) == SHOWN)
    half, high = sizes["half"]["size"], sizes["high"]["size"]
    return (
        "a rate of dropout that is wrong is seen",
        f"from {half:.1%} on half of the time, from {high:.1%} on 99% of it",
    )


def write_page(rows: Sequence[Row]) -> list[Path]:
    """Write the page and the numbers, and return their paths."""
    PAGE.write_text(page(rows), encoding="utf-8")
    NUMBERS.write_text(numbers(rows), encoding="utf-8")
    return [PAGE, NUMBERS]


def published() -> list[dict[str, Any]]:
    """Return the deviations of the numbers that were written last, as tables."""
    return tomllib.loads(NUMBERS.read_text(encoding="utf-8"))["deviation"]


def page(rows: Sequence[Row]) -> str:
    """Return the page in Markdown: what is looked at, the table, and what it means."""
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    table = [
        "| deviation | law | size | seen with 50 % | seen with 99 % |",
        "|---|---|---|---|---|",
        *(f"| {says(row, texts)} | {row.law} | {texts[row.name]['size']} | {' | '.join(cells(row))} |" for row in rows),
    ]
    looks = [f"- {'draws' if judge is judge_draws else 'rate'}: {look_line(look)}" for look, judge in mask_looks(0)]
    values = {
        "alpha": f"{ALPHA:g}",
        "looks": "\n".join(looks),
        "default": look_line(default_look(0)),
        "table": "\n".join(table),
        "middle": MIDDLE,
        "high": HIGH,
    }
    return texts["page"]["text"].lstrip().format(**values)


def says(row: Row, texts: Mapping[str, Mapping[str, str]]) -> str:
    """Return the words for a deviation; under an exact count some are done otherwise."""
    return texts[row.name].get(row.law, texts[row.name]["says"])


def look_line(look: Look) -> str:
    """Return what was looked at in words."""
    calls, samples, channels = look.shape
    p = "the default p" if look.p is None else f"p = {look.p:g}"
    return f"{p}: {calls} calls on {samples} samples of {channels} channels"


def cells(row: Row) -> list[str]:
    """Return the two cells of the table that hold the sizes."""
    if row.exact is not None:
        return [f"{percent(row.exact)}, always"] * 2
    return [NEVER if tried is None else tried_cell(tried) for tried in (row.power.half, row.power.high)]


def tried_cell(tried: Tried) -> str:
    """Return a size and how often it was seen when tried."""
    low, high = tried.interval()
    return f"{percent(tried.size)} ({tried.seen} of {tried.tries}: {low:.0%} to {high:.0%})"


def percent(size: float) -> str:
    """Return a size with two digits that count."""
    return f"{100 * size:.2g} %" if size < 0.995 else "100 %"


def numbers(rows: Sequence[Row]) -> str:
    """Return the numbers as TOML, with the fingerprint of the checks that they were measured with."""
    lines = [
        "# Written by `python -m autograder prove power`; do not edit.",
        f'fingerprint = "{fingerprint(load_course(COURSE), training=False)}"',
    ]
    for row in rows:
        lines += ["", "[[deviation]]", f'name = "{row.name}"', f'law = "{row.law}"']
        if row.exact is not None:
            lines.append(f"always = {row.exact:.4g}")
        for name, tried in (("half", row.power.half), ("high", row.power.high)):
            if tried is not None:
                lines.append(f"{name} = {{ size = {tried.size:.4g}, seen = {tried.seen}, tries = {tried.tries} }}")
    return "\n".join(lines) + "\n"
