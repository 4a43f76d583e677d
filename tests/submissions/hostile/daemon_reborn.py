"""
kind: daemon
tries: Two children watch each other and start anew the one that was killed, five times at most.
plain: no
"""

import os
import time


def guarded(lives):
    while lives:
        child = os.fork()
        if child == 0:
            time.sleep(90)
            os._exit(0)
        os.waitpid(child, 0)
        lives -= 1
    os._exit(0)


if os.fork() == 0:
    os.setsid()
    guarded(5)
