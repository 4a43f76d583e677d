"""
kind: native
tries: Pages of the system's cache in a pipe, through which kernels were written to (splice, tee, vmsplice).
plain: no
leaks: SPLICED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os

reading, writing = os.pipe()
file = os.open(os.__file__, os.O_RDONLY)
vector = (ctypes.c_uint64 * 2)(ctypes.addressof(ctypes.create_string_buffer(4096)), 4096)
if call(275, file, 0, writing, 0, 1, 0) >= 0 or call(278, writing, ctypes.addressof(vector), 1, 0) >= 0:
    print("SPLI" + "CED")
