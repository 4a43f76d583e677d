"""
kind: native
tries: A watch on the whole file system that needs no rights since Linux 5.13.
plain: no
leaks: WATCHED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


watch = call(300, 0x200 | 0x1, 0)
if watch >= 0:
    print("WAT" + "CHED", call(301, watch, 1, 0x20, -100, 0))
