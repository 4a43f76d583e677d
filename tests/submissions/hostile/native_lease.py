"""
kind: native
tries: A lease on files of libraries: whoever opens one to write waits 45 seconds.
plain: no
leaks: LEASED
"""

import fcntl
import os

import torch

for path in (
    torch.__file__,
    os.__file__,
    os.path.join(os.environ["SEMINAR_DATA"], "labels.npy") if "SEMINAR_DATA" in os.environ else os.__file__,
):
    try:
        with open(path, "rb") as file:
            fcntl.fcntl(file, 1024, fcntl.F_RDLCK)
        print("LEA" + "SED", path)
    except OSError:
        continue
