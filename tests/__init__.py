"""Tests of the machine and of this seminar, whose students' library is imported from assignment/."""

import sys
from pathlib import Path

_LIBRARY = str(Path(__file__).resolve().parent.parent / "assignment")
if _LIBRARY not in sys.path:
    sys.path.append(_LIBRARY)
