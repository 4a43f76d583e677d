"""
kind: hang
tries: A C call sleeps for an hour without giving the interpreter's lock back.
plain: no
"""

import ctypes

ctypes.PyDLL(None).sleep(3600)
