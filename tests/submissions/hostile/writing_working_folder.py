"""
kind: writing
tries: Files in the working folder and, through it, in its parents.
plain: no
"""

from pathlib import Path

for folder in (Path.cwd(), *Path.cwd().parents):
    try:
        (folder / "CANARY_written").write_text("here")
    except OSError:
        pass
