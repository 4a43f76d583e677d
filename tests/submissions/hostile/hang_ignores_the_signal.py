"""
kind: hang
tries: Ignores the signal by which a statement is stopped, then never ends.
plain: no
"""

import signal

signal.signal(signal.SIGPROF, signal.SIG_IGN)
while True:
    pass
