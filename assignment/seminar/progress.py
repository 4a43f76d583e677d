"""The progress bar of long loops: in a notebook or a terminal, never in a log file."""

import sys
import warnings
from typing import Any

from IPython import get_ipython

# Without ipywidgets, tqdm warns that it draws its bar with letters. Letters are fine.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from tqdm.auto import tqdm

# Loops that are over sooner get no bar, in seconds.
DELAY = 2.0


def bar(total: int, description: str, unit: str, enabled: bool = True) -> Any:
    """Return a tqdm bar of `total` steps; a silent one when not `enabled` or when nobody watches."""
    return tqdm(total=total, desc=description, unit=unit, delay=DELAY, disable=not (enabled and _watched()))


def _watched() -> bool:
    """Tell whether the output goes to a notebook or to a terminal."""
    shell = get_ipython()
    return hasattr(shell, "kernel") or sys.stderr.isatty()
