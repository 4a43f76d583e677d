"""
kind: native
tries: A filter of the submission's own, with a descriptor that answers its calls.
plain: no
leaks: FILTERED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


program = ctypes.create_string_buffer(b"\x06\0\0\0" + (0x7FFF0000).to_bytes(4, "little"), 8)  # allow
header = (ctypes.c_uint64 * 2)(1, ctypes.addressof(program))
if call(317, 1, 8, ctypes.addressof(header)) >= 0:
    print("FIL" + "TERED")
if libc.prctl(22, 2, header) == 0:
    print("FIL" + "TERED")
