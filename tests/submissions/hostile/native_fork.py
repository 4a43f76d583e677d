"""
kind: native
tries: fork, vfork, clone and clone3 by number, past everything that Python knows.
plain: no
"""

import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
# x86-64: fork 57, clone 56 (SIGCHLD; then with CLONE_VFORK), clone3 435 with a structure that only asks for SIGCHLD.
wanted = (ctypes.c_uint64 * 8)(0, 0, 0, 0, 17, 0, 0, 0)
for call in ((57,), (56, 17, 0, 0, 0, 0), (56, 0x4000 | 17, 0, 0, 0, 0), (435, ctypes.byref(wanted), 64)):
    if libc.syscall(*call) == 0:
        open("/tmp/CANARY_forked", "w").close()
        time.sleep(60)
        os._exit(0)
