"""
kind: writing
tries: Files in the working folder and, through it, in its parents.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

from pathlib import Path

for folder in (Path.cwd(), *Path.cwd().parents):
    try:
        (folder / "CANARY_written").write_text("here")
    except OSError:
        pass
