"""
kind: native
tries: SIGIO under another number, for every byte in a pipe.
plain: no
leaks: SIGNALS
"""

import fcntl
import os

reading, writing = os.pipe()
try:
    fcntl.fcntl(reading, 10, 12)
    print("SIG" + "NALS")
except OSError:
    pass
try:
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    print("SIG" + "NALS")
except OSError:
    pass
