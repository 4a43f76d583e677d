"""
kind: native
tries: Everything is pinned to one processor, for the next submission too.
plain: no
leaks: PINNED
"""

import os

for process in (0, os.getpid(), os.getppid()):
    try:
        os.sched_setaffinity(process, {0})
        print("PIN" + "NED", process)
    except OSError:
        continue
