"""A module that the notebook writes beside itself and imports; facts about installed packages."""

import importlib
import importlib.metadata
import importlib.util
import pkgutil
import sys
from pathlib import Path

Path("helper_of_mine.py").write_text("RATE = 0.1\n")
sys.path.insert(0, ".")
importlib.invalidate_caches()
assert importlib.import_module("helper_of_mine").RATE == 0.1
sys.path.remove(".")
assert importlib.metadata.version("torch")
assert importlib.util.find_spec("seaborn_that_nobody_has") is None
assert any(module.name == "torch" for module in pkgutil.iter_modules())
