"""
kind: native
tries: Namespaces, mounts and another root, which would put new files under the names of old ones.
plain: no
leaks: ALLOWED
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
# First a mount namespace of its own: should a mount below succeed, it is seen by this process alone.
if libc.unshare(0x10000000 | 0x00020000) == 0:
    print("ALL" + "OWED unshare")
    if libc.mount(b"none", b"/mnt", b"tmpfs", 0, None) == 0:
        print("ALL" + "OWED mount")
try:
    if libc.setns(os.open("/proc/1/ns/mnt", os.O_RDONLY), 0) == 0:
        print("ALL" + "OWED setns")
except OSError:
    pass
