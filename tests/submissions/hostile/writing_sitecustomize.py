"""
kind: writing
tries: sitecustomize.py and usercustomize.py where Python looks for them; existing ones are left alone.
plain: no
"""

import site
import sys

for folder in {*sys.path, ".", site.getusersitepackages(), *site.getsitepackages()}:
    for name in ("sitecustomize.py", "usercustomize.py", "CANARY_customize.py"):
        try:
            with open(f"{folder or '.'}/{name}", "x") as file:
                file.write("# written by a test submission\n")
        except OSError:
            pass
