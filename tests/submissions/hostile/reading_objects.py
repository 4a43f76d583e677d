"""
kind: reading
tries: All objects of the process, for a build, a trial or arrays that look like hidden labels.
plain: yes
leaks: STOLEN
"""

import gc
import sys
from pathlib import Path


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        gc.collect()
        for found in gc.get_objects():
            if type(found).__name__ in ("Build", "Trial") and hasattr(found, "__dict__"):
                print("STO" + "LEN", vars(found))
                raise RuntimeError("STO" + f"LEN {vars(found)}")
        for module in list(sys.modules.values()):
            if getattr(module, "__name__", "").startswith("autograder") and hasattr(module, "load_build"):
                try:
                    secret = module.load_build(Path("dist/build")).secret
                except Exception:
                    continue
                raise RuntimeError("STO" + f"LEN {secret}")
        return super().forward(x)
