"""
kind: native
tries: A pipe whose news go to the grader's process as a signal.
plain: no
leaks: OWNED
"""

import fcntl
import os

reading, writing = os.pipe()
try:
    fcntl.fcntl(reading, fcntl.F_SETOWN, os.getppid())
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC)
    os.write(writing, b"x")
    print("OWN" + "ED")
except OSError:
    pass
