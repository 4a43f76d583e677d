"""`python -m tests.proofs.security`: the tables of SECURITY.md, of the layers as they are and of the results beside
this file."""

import csv
from collections import Counter
from pathlib import Path

from autograder.sandbox.layers import LAYERS
from tests.hostile.cases import KINDS
from tests.hostile.modes import MODES

FOLDER = Path(__file__).parent
CONTAINERS = ("notebook", "zip")
HEAD = (
    "| kind of attack | tried in the sandbox | got through | tried on plain Otter | got through |",
    "|---|--:|--:|--:|--:|",
)


def layers() -> str:
    """Return what each layer of the sandbox stops, in order."""
    rows = [f"| `{layer.name}` | {layer.stops} |" for layer in LAYERS.values()]
    return "\n".join(["| layer | what it stops |", "|---|---|", *rows])


def table() -> str:
    """Return the counts by kind of attack: in the sandbox, in its weakest mode, and on plain Otter."""
    sandbox, broken = Counter[str](), Counter[str]()
    by_mode = {mode: [row for row in rows("hostile.csv") if row["mode"] == mode] for mode in MODES}
    for kind in KINDS:
        own = {mode: [row for row in found if row["kind"] == kind] for mode, found in by_mode.items()}
        sandbox[kind] = min(len(found) for found in own.values())
        broken[kind] = max(sum(bool(row["problems"]) for row in found) for found in own.values())
    for row in rows("containers.csv"):
        kind = row["submission"].partition("_")[0]
        sandbox[kind] += 1
        broken[kind] += bool(row["problems"])
    plain = Counter(row["kind"] for row in rows("plain_otter.csv"))
    through = Counter(row["kind"] for row in rows("plain_otter.csv") if got_through(row))
    lines = [
        f"| {kind} | {sandbox[kind]} | {broken[kind]} | {plain[kind]} | {through[kind]} |"
        for kind in (*KINDS, *CONTAINERS)
    ]
    counts = (sandbox, broken, plain, through)
    total = " | ".join(f"**{counter.total()}**" for counter in counts)
    return "\n".join([*HEAD, *lines, f"| **all** | {total} |"])


def got_through(row: dict[str, str]) -> bool:
    """Return whether a row of plain_otter.csv has any condition that did not hold."""
    return any(value == "yes" for value in row.values())


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one result."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    print(layers(), table(), sep="\n\n")
