"""
kind: native
tries: Everything is pinned to one processor, for the next submission too.
deserves: q1=3 q2=2 q3=4 q4=1
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
