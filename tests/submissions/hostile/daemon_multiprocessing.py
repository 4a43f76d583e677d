"""
kind: daemon
tries: Processes of multiprocessing by fork and by a fork server, not marked as daemons.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import multiprocessing
import time

for method in ("fork", "forkserver", "spawn"):
    try:
        multiprocessing.get_context(method).Process(target=time.sleep, args=(90,)).start()
    except Exception:
        pass
