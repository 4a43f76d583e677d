"""
kind: reading
tries: Links to the secret wait in the scratch folder for a trusted process that follows them.
plain: yes
"""

import os
from pathlib import Path

import seminar

secret = os.environ.get("AUTOGRADER_BUILD", str(Path(seminar.__file__).parents[2] / "dist" / "build")) + "/secret.json"
for name in ("stdout.txt", "stderr.txt", "results.json", "submission.ipynb", "output.log", "plot.png"):
    try:
        os.symlink(secret, name)
    except OSError:
        pass
