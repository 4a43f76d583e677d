"""The network of tasks 1 and 2 for the experiments: ModelBaseline of a .py file, since the library holds no answer."""

import runpy
from pathlib import Path

from coursekit.errors import one_line

from ..errors import SeminarError
from ..language import text
from .plan import Make

CLASS = "ModelBaseline"


def read_answer(path: Path) -> Make:
    """Run a .py file and return its ModelBaseline; raise SeminarError when there is none."""
    try:
        found = runpy.run_path(str(path))[CLASS]
    except Exception as error:
        raise SeminarError(text("errors.no_answer_in", path=path, name=CLASS, error=one_line(error))) from None
    make: Make = found
    return make
