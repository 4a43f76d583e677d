"""
kind: native
tries: Two hundred descriptors that are timers of a nanosecond.
plain: no
leaks: TICKING
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


period = (ctypes.c_long * 4)(0, 1, 0, 1)
for _ in range(200):
    timer = call(283, 1, 0)
    if timer >= 0 and call(286, timer, 0, ctypes.addressof(period), 0) == 0:
        print("TIC" + "KING")
