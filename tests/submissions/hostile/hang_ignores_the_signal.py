"""
kind: hang
tries: Ignores the signal by which a statement is stopped, then never ends.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import signal

signal.signal(signal.SIGPROF, signal.SIG_IGN)
while True:
    pass
