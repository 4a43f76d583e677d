"""
kind: writing
tries: Files inside the packages of torch, otter, seminar and autograder and in their bytecode caches.
plain: no
"""

import importlib.util
from pathlib import Path

for name in ("torch", "otter", "seminar", "autograder", "numpy", "safetensors"):
    spec = importlib.util.find_spec(name)
    folder = Path(spec.origin).parent if spec and spec.origin else Path(".")
    for file in ("CANARY_module.py", "__pycache__/CANARY_module.cpython-311.pyc"):
        try:
            (folder / file).write_text("# written by a test submission\n")
        except OSError:
            pass
