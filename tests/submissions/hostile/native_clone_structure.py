"""
kind: native
tries: A process by clone3, whose flags lie in memory where no filter looks.
plain: no
leaks: CLONED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os

for flags in (0, 0x10000000, 0x10000000 | 0x20000000):
    child = call(435, ctypes.addressof((ctypes.c_uint64 * 11)(flags, 0, 0, 0, 17)), 88)
    if child == 0:
        os._exit(0)
    if child > 0:
        print("CLO" + "NED", flags)
