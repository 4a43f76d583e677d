"""
kind: native
tries: Descriptors and limits of the parent are taken by pidfd_getfd and prlimit.
plain: no
leaks: ALLOWED
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
handle = libc.syscall(434, os.getppid(), 0)
for number in range(3, 32):
    taken = libc.syscall(438, handle, number, 0)
    if taken >= 0:
        print("ALL" + "OWED pidfd_getfd", number)
        os.close(taken)
# RLIMIT_CORE 4 of the parent becomes zero, which harms nobody and proves that RLIMIT_CPU could be set too.
if libc.syscall(302, os.getppid(), 4, (ctypes.c_uint64 * 2)(0, 0), None) == 0:
    print("ALL" + "OWED prlimit")
