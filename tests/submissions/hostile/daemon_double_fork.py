"""
kind: daemon
tries: A grandchild in a session of its own outlives the grader and waits before it writes.
plain: no
"""

import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(3)
        open("/tmp/CANARY_daemon", "w").close()
        time.sleep(90)
    os._exit(0)
