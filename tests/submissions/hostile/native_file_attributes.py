"""
kind: native
tries: ioctl makes a file immutable, so that it can never be deleted.
plain: no
leaks: ATTRIBUTES
"""

import ctypes
import fcntl
import os

open("CANARY_immutable", "w").close()
file = os.open("CANARY_immutable", os.O_RDONLY)
for flags in (0x10, 0x20, 0x80):
    try:
        fcntl.ioctl(file, 0x40086602, ctypes.c_long(flags))
        print("ATTRI" + "BUTES", flags)
    except OSError:
        continue
