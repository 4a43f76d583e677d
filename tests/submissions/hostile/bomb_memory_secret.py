"""
kind: bomb
tries: Memory behind descriptors: memfd_secret and memfd_create with huge pages, up to 2 GiB.
plain: no
leaks: SECRET
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os

name = ctypes.addressof(ctypes.create_string_buffer(b"x"))
for number, arguments in {447: (0,), 319: (name, 0), 29: (0, 1 << 30, 0o1600)}.items():
    made = call(number, *arguments)
    if made >= 0:
        print("SEC" + "RET", number)
