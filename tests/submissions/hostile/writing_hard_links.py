"""
kind: writing
tries: Other files under a name in the scratch folder, so that what cleans up changes them.
plain: no
leaks: LINKED
"""

import os
import sys

import torch

for path in (
    torch.__file__,
    sys.modules["seminar"].__file__,
    "/etc/hostname",
    "/etc/passwd",
    f"/proc/self/fd/{os.open(os.__file__, os.O_RDONLY)}",
):
    for follow in (True, False):
        try:
            os.link(path, "CANARY_link", follow_symlinks=follow)
            print("LIN" + "KED", path)
            os.unlink("CANARY_link")
        except OSError:
            continue
