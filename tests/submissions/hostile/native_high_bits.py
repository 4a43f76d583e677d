"""
kind: native
tries: Numbers whose upper 32 bits a filter compares and the kernel does not.
plain: no
leaks: HIGH
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os

TOP = 1 << 32
parent = os.getppid()
for number, arguments in {
    62: (parent | TOP, 0),
    234: (parent | TOP, parent, 0),
    72: (0, 1024 | TOP, 0),
    16: (0, 0x5412 | TOP, 0),
}.items():
    if call(number, *arguments) >= 0:
        print("HI" + "GH", number)
