"""
kind: native
tries: io_uring and the older asynchronous interface, with arguments that are right.
plain: no
leaks: RING
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


parameters = ctypes.create_string_buffer(120)
context = ctypes.c_ulong()
if call(425, 8, ctypes.addressof(parameters)) >= 0 or call(206, 8, ctypes.addressof(context)) >= 0:
    print("RI" + "NG")
