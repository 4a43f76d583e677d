"""How docs/architecture.svg looks: the way of a submission above, who imports whom below. Plain SVG, no dependencies.

Only places, sizes and words are here; which arrows there are comes from the code, see tests/architecture.py.
"""

from collections.abc import Mapping
from html import escape

from tests.architecture import BANDS, PARTS, drawn_and_written, in_worker

WIDTH = 1180
INK, GREY = "#1a1a1a", "#4a4a4a"
# Tints of Okabe and Ito's colours; zones also differ in their frames and have their names written on them.
BLUE, BLUE_TINT = "#0072b2", "#e6f1f8"
ORANGE, ORANGE_TINT = "#b34700", "#fdf0e4"
SMALL = 14
ALT = (
    "Above: a submission is read in a trusted process; its cells go over a wire into a confined worker that runs them; "
    "the checks ask the worker, only tensors and numbers come back, and results.json, grades.csv and report.html are "
    "written. Below: imports lead from the commands down to the students' library, never up."
)

# The boxes of the flow: place, title, the modules that do it, and what they do.
FLOW: dict[str, tuple[tuple[int, int, int], tuple[str, ...], tuple[str, ...]]] = {
    "read": (
        (205, 128, 260),
        ("intake", "coursekit.submission.read"),
        ("source cells only,", "no outputs, no pickles"),
    ),
    "judge": ((205, 232, 260), ("hidden", "checks"), ("Otter's test files ask,", "the checks judge")),
    "ask": ((515, 232, 215), ("sandbox.submission",), ("Subject: make, run,", "weights, fit")),
    "write": ((205, 336, 260), ("results", "classroom"), ("marks, words for checks,", "report of the class")),
    "cells": ((912, 128, 236), ("coursekit.submission.run",), ("runs what classes need,", "keeps their names")),
    "answer": ((912, 232, 236), ("sandbox.requests",), ("seminar.subject calls", "the student's classes")),
    "confine": ((912, 336, 236), ("sandbox.layers",), ("user, mounts, Landlock,", "seccomp, limits")),
}
FLOW_HEIGHT = 78

# Where the boxes of the parts are: their left upper corners.
PLACES = {
    "cli": (110, 535),
    "prove": (460, 535),
    "classroom": (110, 655),
    "otter plugin": (460, 655),
    "solutions": (810, 655),
    "build": (40, 775),
    "examination": (460, 775),
    "calibration": (40, 895),
    "checks": (410, 895),
    "sandbox": (780, 895),
    "data": (410, 1015),
}
BOX_WIDTH, BOX_HEIGHT = 320, 80
BAND_TOP, BAND_HEIGHT = 1120, 62


def picture(found: Mapping[str, set[str]]) -> str:
    """Return the SVG; found: for each part the parts that it imports."""
    height = BAND_TOP + len(BANDS) * (BAND_HEIGHT + 14) + 16
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            'role="img" font-family="DejaVu Sans, Verdana, Arial, sans-serif">',
            "<!-- Written by `python -m tests.architecture`; do not edit. -->",
            f"<title>Architecture of the autograder</title><desc>{escape(ALT)}</desc>",
            '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
            f'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="{INK}"/></marker></defs>',
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            *flow(),
            *parts(found),
            "</svg>\n",
        ]
    )


def flow() -> list[str]:
    """Return the upper half: the way of a submission through three zones."""
    lines = [
        text(30, 42, "The way of a submission", size=22, bold=True),
        zone(188, 70, 560, 362, BLUE, BLUE_TINT, dashed=False),
        text(205, 100, "Trusted process", size=16, bold=True),
        text(365, 100, "holds tests, secret, labels and marks", size=SMALL, colour=GREY),
        zone(895, 70, 270, 362, ORANGE, ORANGE_TINT, dashed=True),
        text(912, 100, "Confined worker", size=16, bold=True),
        text(821, 100, "wire", size=16, bold=True, anchor="middle"),
        *file_box(30, 134, "submission", (".ipynb  .py  .zip",)),
        *file_box(30, 336, "results.json", ("grades.csv", "report.html")),
    ]
    for (x, y, width), modules, says in FLOW.values():
        lines += box(x, y, width, FLOW_HEIGHT, ", ".join(modules), says, size=15)
    lines += [
        arrow(160, 166, 203, 166),
        arrow(465, 166, 910, 166),
        text(821, 157, "cells as text", size=SMALL, anchor="middle"),
        arrow(335, 310, 335, 334),
        arrow(465, 258, 513, 258),
        arrow(515, 284, 467, 284),
        arrow(730, 258, 910, 258),
        text(821, 249, "JSON, inputs", size=SMALL, anchor="middle"),
        arrow(912, 284, 732, 284),
        text(821, 304, "only tensors", size=SMALL, anchor="middle"),
        text(821, 322, "and numbers", size=SMALL, anchor="middle"),
        arrow(205, 374, 162, 374),
    ]
    return lines


def parts(found: Mapping[str, set[str]]) -> list[str]:
    """Return the lower half: a box for each part, arrows to what it imports, and bands for what nearly all import."""
    lines = [
        text(30, 490, "Who imports whom", size=22, bold=True),
        text(
            30,
            515,
            "An arrow leads to what is imported, never up. Dashed frames: loaded in the worker too.",
            size=SMALL,
            colour=GREY,
        ),
    ]
    for part in PARTS:
        drawn, written = drawn_and_written(part.name, found)
        if part.name in BANDS:
            lines += band(part.name, part.says, part.modules, importers(part.name, found))
            continue
        x, y = PLACES[part.name]
        says = (part.says, f"also imports {', '.join(written)}") if written else (part.says,)
        lines += box(x, y, BOX_WIDTH, BOX_HEIGHT, part.name, says, size=16, dashed=part.name in in_worker())
        lines += [between(part.name, other) for other in drawn]
    return lines


def importers(name: str, found: Mapping[str, set[str]]) -> str:
    """Return in words which parts import a band."""
    above = [part.name for part in PARTS[: [part.name for part in PARTS].index(name)]]
    without = [part for part in above if name not in found[part]]
    return "imported by all above" + (f" but {', '.join(without)}" if without else "")


def between(first: str, second: str) -> str:
    """Return the arrow from one part's box to another's: across if they are side by side, else down."""
    (x, y), (to_x, to_y) = PLACES[first], PLACES[second]
    if y == to_y:
        return arrow(x + BOX_WIDTH, y + BOX_HEIGHT // 2, to_x - 2, to_y + BOX_HEIGHT // 2)
    left, right = max(x, to_x) + 40, min(x, to_x) + BOX_WIDTH - 40
    start = end = (left + right) // 2
    if left > right:  # the boxes do not overlap: from the nearer third of one to the nearer third of the other
        start, end = (x + BOX_WIDTH - 40, to_x + 40) if x < to_x else (x + 40, to_x + BOX_WIDTH - 40)
    return arrow(start, y + BOX_HEIGHT, end, to_y - 2)


def band(name: str, says: str, modules: tuple[str, ...], who: str) -> list[str]:
    """Return the band of a part that nearly all others import."""
    y = BAND_TOP + BANDS.index(name) * (BAND_HEIGHT + 14)
    what = says + (f": {', '.join(modules)}" if len(modules) > 1 else "")
    return [
        zone(40, y, 1090, BAND_HEIGHT, ORANGE if name in in_worker() else INK, "#ffffff", dashed=name in in_worker()),
        text(58, y + 25, name, size=16, bold=True),
        text(1112, y + 25, who, size=SMALL, anchor="end"),
        text(58, y + 47, what, size=SMALL, colour=GREY),
    ]


def file_box(x: int, y: int, title: str, more: tuple[str, ...]) -> list[str]:
    """Return a file that goes in or comes out."""
    return [
        f'<rect x="{x}" y="{y}" width="130" height="{44 + 17 * len(more)}" fill="#ffffff" stroke="{GREY}"/>',
        text(x + 65, y + 27, title, size=14, bold=True, anchor="middle"),
        *(text(x + 65, y + 47 + 17 * row, line, size=SMALL, anchor="middle") for row, line in enumerate(more)),
    ]


def box(
    x: int, y: int, width: int, height: int, title: str, says: tuple[str, ...], *, size: int, dashed: bool = False
) -> list[str]:
    """Return a box with a title and lines of small text; dashed: framed as the worker is."""
    top = y + (26 if len(says) > 1 else 34)
    return [
        zone(x, y, width, height, ORANGE if dashed else INK, "#ffffff", dashed=dashed, line=2.5 if dashed else 1.4),
        text(x + width // 2, top, title, size=size, bold=True, anchor="middle"),
        *(
            text(x + width // 2, top + 20 + 18 * row, line, size=SMALL, anchor="middle")
            for row, line in enumerate(says)
        ),
    ]


def zone(x: int, y: int, width: int, height: int, frame: str, tint: str, *, dashed: bool, line: float = 2.5) -> str:
    """Return a tinted area."""
    dashes = ' stroke-dasharray="9 5"' if dashed else ""
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{tint}" stroke="{frame}" '
        f'stroke-width="{line}"{dashes}/>'
    )


def arrow(x: int, y: int, to_x: int, to_y: int) -> str:
    """Return an arrow."""
    return f'<path d="M{x} {y}L{to_x} {to_y}" stroke="{INK}" stroke-width="1.6" fill="none" marker-end="url(#tip)"/>'


def text(x: int, y: int, words: str, *, size: int, bold: bool = False, anchor: str = "start", colour: str = INK) -> str:
    """Return a line of text."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}"{weight} text-anchor="{anchor}" fill="{colour}">'
        + f"{escape(words)}</text>"
    )
