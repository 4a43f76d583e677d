"""Where things lie in a checkout of this repository."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
ASSIGNMENT = ROOT / "assignment"
DATA = ROOT / "data_small"
PROOFS = ROOT / "tests" / "proofs"  # what the long proofs have measured
DIST = ROOT / "dist"
SOURCE = ROOT / "solutions" / "seminar.py"

AUTOGRADER_ZIP = DIST / "autograder.zip"
BUILD_FOLDER = DIST / "build"
SECRET_FILE = DIST / "secret.json"

# In autograder.zip, below the one folder that also reaches a container of `otter grade`.
BUILD_IN_ZIP = "files/build"
WHEEL_IN_ZIP = "files/wheel"

# What student code must not read, in a checkout: an installed package has none of it beside it.
PRIVATE = tuple(path for path in (SOURCE.parent, ROOT / "tests", DIST) if SOURCE.is_file())

ASSIGNMENT_NAME = "cnn-seminar"  # which notebooks carry in their metadata
LANGUAGES = ("ru", "en")


def notebook_name(language: str) -> str:
    """Return the file name of the notebook that students open."""
    return f"seminar_{language}.ipynb"


def solution_name(language: str) -> str:
    """Return the file name of the notebook with solutions, for instructors only."""
    return f"solution_{language}.ipynb"
