"""
kind: native
tries: Addresses in the parent's memory, from its list of robust locks.
plain: no
leaks: ROBUST
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os

head, size = ctypes.c_ulong(), ctypes.c_ulong()
if call(274, os.getppid(), ctypes.addressof(head), ctypes.addressof(size)) == 0:
    print("ROB" + "UST", hex(head.value))
