"""
kind: writing
tries: Files of the grader emptied by truncate, which older kernels' Landlock does not know.
plain: no
leaks: EMPTIED
"""

import os
import sys

for name in ("seminar", "torch", "numpy"):
    path = sys.modules[name].__file__
    try:
        size = os.stat(path).st_size
        os.truncate(path, size)
        print("EMP" + "TIED", path)
    except OSError:
        continue
