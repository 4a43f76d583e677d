"""Tables that a spreadsheet opens and an importer reads: no cell is a formula, every text can be written."""

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"  # by which Excel knows that a table is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = Sequence[str]


def as_csv(rows: Iterable[Row], delimiter: str = ",") -> str:
    """Return rows as the text of a table."""
    table = io.StringIO(newline="")
    csv.writer(table, delimiter=delimiter).writerows(rows)
    return table.getvalue()


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, and that can be written as UTF-8."""
    text = text.encode(errors="replace").decode()
    return f"'{text}" if text.startswith(FORMULA) else text


def number(value: float) -> str:
    """Return points as every platform reads them: with a point, without zeros at the end."""
    return f"{value:.10g}"
