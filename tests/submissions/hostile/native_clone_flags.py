"""
kind: native
tries: Processes and namespaces by clone itself, with every flag that a filter may forget.
plain: no
leaks: CLONED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os

THREAD = 0x3D0F00
for flag in (
    0x11,
    0x80,
    0x2000,
    0x4000,
    0x8000,
    0x20000,
    0x02000000,
    0x04000000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
):
    child = call(56, flag | 0x11, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    if child > 0:
        print("CLO" + "NED", hex(flag))
