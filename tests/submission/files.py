"""What students hand in, as bytes: notebooks, scripts and zips with and without answers."""

import io
import json
import warnings
import zipfile
from collections.abc import Mapping
from typing import Any

from tests.course import SEMINAR

MODEL = "class ModelBaseline(nn.Module):\n    def forward(self, x):\n        return self.fc(x)\n"
DROPOUT = "class SpatialDropout(nn.Module):\n    def forward(self, x):\n        return x * mask\n"
ANSWERS = f"{MODEL}\n\n{DROPOUT}"
STUB = '''class SpatialDropout(nn.Module):
    """Dropout."""

    def __init__(self, p=0.2):
        """
        p: 0 <= p < 1
        """
        super().__init__()
        ...

    def forward(self, x):
        """Input."""
        ...
'''


def cell(source: Any, kind: str = "code", **metadata: Any) -> dict[str, Any]:
    """Return a cell of a notebook file."""
    return {"cell_type": kind, "source": source, "metadata": metadata, "outputs": []}


def notebook(*cells: Any, assignment: str | None = SEMINAR.name, **fields: Any) -> bytes:
    """Return the bytes of a notebook; a text stands for a code cell."""
    listed = [cell(it) if isinstance(it, str) else it for it in cells]
    metadata = {} if assignment is None else {"otter": {"assignment_name": assignment}}
    return json.dumps({"cells": listed, "metadata": metadata, "nbformat": 4, **fields}, ensure_ascii=False).encode()


def zipped(
    files: Mapping[str, bytes | str], dates: Mapping[str, tuple[int, int, int, int, int, int]] | None = None
) -> bytes:
    """Return a zip of these files, with dates of some."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (dates or {}).get(name, (1980, 1, 1, 0, 0, 0)))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
