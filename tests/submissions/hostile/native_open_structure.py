"""
kind: native
tries: openat2, whose flags lie in memory where no filter looks.
plain: no
leaks: OPENED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


how = (ctypes.c_uint64 * 3)(0x200000, 0, 0)
for path in (b".", b"/", b"/etc/shadow"):
    if call(437, -100, ctypes.addressof(ctypes.create_string_buffer(path)), ctypes.addressof(how), 24) >= 0:
        print("OPE" + "NED", path)
