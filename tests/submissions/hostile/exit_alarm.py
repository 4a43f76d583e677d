"""
kind: exit
tries: A timer of the kernel ends the process at some moment of a later probe.
plain: no
"""

import signal

signal.signal(signal.SIGALRM, signal.SIG_DFL)
signal.setitimer(signal.ITIMER_REAL, 0.5, 0.5)
