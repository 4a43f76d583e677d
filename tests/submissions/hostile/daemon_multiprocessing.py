"""
kind: daemon
tries: Processes of multiprocessing by fork and by a fork server, not marked as daemons.
plain: no
"""

import multiprocessing
import time

for method in ("fork", "forkserver", "spawn"):
    try:
        multiprocessing.get_context(method).Process(target=time.sleep, args=(90,)).start()
    except Exception:
        pass
