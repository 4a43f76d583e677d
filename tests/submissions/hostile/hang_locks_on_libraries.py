"""
kind: hang
tries: Locks on the files of libraries and data, for whoever locks them next.
plain: no
"""

import fcntl
import glob
import os

import torch

kept = []
for path in (torch.__file__, os.__file__, *glob.glob(os.path.join(os.environ.get("SEMINAR_DATA", "."), "*"))):
    try:
        kept.append(open(path, "rb"))
        fcntl.flock(kept[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        continue
