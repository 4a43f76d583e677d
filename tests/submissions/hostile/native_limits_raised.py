"""
kind: native
tries: Limits of the process raised, and those of its parent lowered.
plain: no
leaks: RAISED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os
import resource

for kind in (
    resource.RLIMIT_DATA,
    resource.RLIMIT_CPU,
    resource.RLIMIT_NOFILE,
    resource.RLIMIT_FSIZE,
    resource.RLIMIT_CORE,
):
    _, hard = resource.getrlimit(kind)
    try:
        resource.setrlimit(kind, (hard + 1, hard + 1))
        print("RAI" + "SED", kind)
    except (OSError, ValueError, OverflowError):
        continue
if call(302, os.getppid(), 7, ctypes.addressof((ctypes.c_uint64 * 2)(3, 3)), 0) == 0:
    print("RAI" + "SED")
