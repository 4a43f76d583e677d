"""Answers in modules and packages beside the file that is graded: found, run as modules, and not called missing."""

from pathlib import Path

import pytest

from coursekit.submission.here import left_as_found, notes, run_here
from coursekit.submission.source import Limits
from tests.course import CLASS_OF, read_submission
from tests.submission.files import notebook, zipped

LAYERS = """import torch
from torch import nn
from .masks import keep
from . import masks


class SpatialDropout(nn.Module):
    def forward(self, x):
        return x * keep(x) * masks.FACTOR
"""
MASKS = "FACTOR = 3\n\n\ndef keep(x):\n    return 2\n"
MODEL = "from torch import nn\n\n\nclass ModelBaseline(nn.Module):\n    def forward(self, x):\n        return x\n"
STUB = "class SpatialDropout(nn.Module):\n    def forward(self, x):\n        ...\n"
PACKAGE = {"src/utils/__init__.py": "", "src/utils/layers.py": LAYERS, "src/utils/masks.py": MASKS}
# By what the file beside the package says of it.
IMPORTS = {
    "folder on the path": "import sys\nsys.path.insert(0, 'src')\nfrom utils.layers import SpatialDropout\n",
    "folder without modules of its own": "from src.utils.layers import SpatialDropout\n",
    "all names": "import sys\nsys.path.append('src')\nfrom utils.layers import *\n",
    "a module": "from src.utils import layers\nSpatialDropout = layers.SpatialDropout\n",
    "not imported": "",
    "a stub below": f"from src.utils.layers import *\n{STUB}",
}


@pytest.mark.parametrize("kind", ["notebook", "script"])
@pytest.mark.parametrize("imports", IMPORTS)
def test_class_of_a_package_is_found(imports: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its own imports within the package; nothing is missing, skipped, or another version of the answers."""
    monkeypatch.syspath_prepend(str(tmp_path))  # and take away what the submission adds
    work: dict[str, bytes | str] = {"main.py": MODEL + IMPORTS[imports]}
    if kind == "notebook":
        work = {"main.ipynb": notebook(MODEL, *filter(None, (IMPORTS[imports],)))}
    submission = read_submission("work.zip", zipped({**work, **PACKAGE}))
    with left_as_found():
        run = run_here(submission, CLASS_OF, tmp_path, Limits())
        assert run.names["SpatialDropout"]()(1) == 6
        assert run.names["ModelBaseline"]()(1) == 1
    told = [note.code for note in (*submission.notes, *notes(submission, run, Limits()))]
    assert set(told) <= {"also_read"}
