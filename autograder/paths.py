"""Where things lie: in a checkout of this repository, and in an autograder.zip."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
PROOFS = ROOT / "tests" / "proofs"  # what the long proofs have measured
COURSE = ROOT / "solutions"  # the course that commands take without --course

ZIP_NAME, ASSIGNMENT_ZIP_NAME, SECRET_NAME, BUILD_NAME = "autograder.zip", "assignment.zip", "secret.json", "build"

# In autograder.zip, below the one folder that also reaches a container of `otter grade`.
BUILD_IN_ZIP = "files/build"
WHEEL_IN_ZIP = "files/wheel"

# In a build, the folder that a worker finds the students' library in.
LIBRARY_FOLDER = "library"

# What student code must not read, in a checkout: an installed package has none of it beside it.
PRIVATE = tuple(path for path in (COURSE, ROOT / "tests", ROOT / "dist") if COURSE.is_dir())
