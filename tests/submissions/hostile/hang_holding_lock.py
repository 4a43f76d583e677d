"""
kind: hang
tries: A C call sleeps for an hour without giving the interpreter's lock back.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import ctypes

ctypes.PyDLL(None).sleep(3600)
