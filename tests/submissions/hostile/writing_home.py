"""
kind: writing
tries: Files in the home folders, among them ones that later programs would run: start-up folders of IPython and shells.
plain: no
"""

import pwd
from pathlib import Path

for home in {Path.home(), Path("/root"), *(Path(entry.pw_dir) for entry in pwd.getpwall()), *Path("/home").glob("*")}:
    for name in (".", ".ipython/profile_default/startup", ".config", ".local/lib", ".cache", ".jupyter"):
        try:
            (home / name / "CANARY_written.py").write_text("# written by a test submission\n")
        except OSError:
            pass
