"""
kind: native
tries: The parent is stopped and looked into by ptrace.
plain: no
leaks: ALLOWED
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
# PTRACE_SEIZE 0x4206 does not stop the parent, PTRACE_ATTACH 16 does; 17 lets it go again.
if libc.ptrace(0x4206, os.getppid(), None, None) == 0:
    print("ALL" + "OWED seize")
    libc.ptrace(17, os.getppid(), None, None)
