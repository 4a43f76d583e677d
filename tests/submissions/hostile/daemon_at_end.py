"""
kind: daemon
tries: A child is forked from an exit handler and from __del__, after the harness believes that all is over.
plain: no
"""

import atexit
import os
import time


def leave():
    if os.fork() == 0:
        os.setsid()
        time.sleep(90)
        os._exit(0)


atexit.register(leave)


class SpatialDropout(SpatialDropout):
    def __del__(self):
        leave()
