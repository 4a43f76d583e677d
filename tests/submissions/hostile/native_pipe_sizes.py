"""
kind: native
tries: A hundred pipes of 1 MiB, which no limit on memory counts.
plain: no
leaks: WIDENED
"""

import fcntl
import os

pipes = [os.pipe() for _ in range(100)]
for _, end in pipes:
    try:
        fcntl.fcntl(end, 1031, 1 << 20)
        print("WID" + "ENED")
        break
    except OSError:
        continue
