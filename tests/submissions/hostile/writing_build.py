"""
kind: writing
tries: Files in the folder of the build, wherever it lies, and new images and a new secret among them.
plain: no
"""

import os
from pathlib import Path

import seminar

root = Path(seminar.__file__).parents[2]
places = [Path(os.environ.get("AUTOGRADER_BUILD", ".")), Path("../source/build"), Path("/autograder/source")]
for place in (*places, root / "dist" / "build", root / "dist", root / "tests", root / "assignment"):
    try:
        (place / "CANARY_written").write_text("here")
    except OSError:
        pass
