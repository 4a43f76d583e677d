"""
kind: native
tries: Memory that can never be swapped out, all of it, also what comes later.
plain: no
leaks: LOCKED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
page = ctypes.create_string_buffer(1 << 16)
if libc.mlockall(3) == 0 or libc.mlock(page, 1 << 16) == 0:
    print("LOC" + "KED")
