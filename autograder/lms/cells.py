"""Tables that a spreadsheet opens and an importer reads: no cell is a formula, every text can be written."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"  # by which Excel knows that a table is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Within a cell, before what would begin the next one: in half of the world Excel splits what it opens at semicolons.
INSIDE = re.compile(r"""(;["'\s]*)(?=[=+\-@])""")

Row = Sequence[str]


def as_csv(rows: Iterable[Row], delimiter: str = ",") -> str:
    """Return rows as the text of a table."""
    table = io.StringIO(newline="")
    csv.writer(table, delimiter=delimiter).writerows(rows)
    return table.getvalue()


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, and that can be written as UTF-8."""
    text = INSIDE.sub(r"\1'", text.encode(errors="replace").decode())
    return f"'{text}" if text.startswith(FORMULA) else text


def safe_markup(html: str) -> str:
    """Return HTML that no spreadsheet takes for a formula; it shows the same."""
    return INSIDE.sub(r"\1<!---->", html)


def number(value: float) -> str:
    """Return points as every platform reads them: with a point, without zeros at the end."""
    return f"{value:.10g}"
