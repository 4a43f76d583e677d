"""
kind: writing
tries: Files that every later Python would run: a .pth, a module and a bytecode cache in site-packages.
plain: no
"""

import sysconfig
from pathlib import Path

for key in ("purelib", "platlib", "stdlib", "scripts", "data"):
    folder = Path(sysconfig.get_path(key))
    for name in ("CANARY_hostile.pth", "CANARY_module.py", "__pycache__/CANARY_module.cpython-311.pyc"):
        try:
            (folder / name).write_text("# written by a test submission\n")
        except OSError:
            pass
