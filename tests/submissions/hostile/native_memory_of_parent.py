"""
kind: native
tries: process_vm_readv and process_vm_writev on the parent.
plain: no
leaks: ALLOWED
"""

import ctypes
import os


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


libc = ctypes.CDLL(None, use_errno=True)
here = ctypes.create_string_buffer(16)
# Both processes run the same interpreter; without a random layout, or after a fork, an own address is right there too.
own, theirs = Vector(ctypes.addressof(here), 16), Vector(id(True) & ~15, 16)
for number, name in ((310, "read"), (311, "write")):
    length = 16 if name == "read" else 0
    vector = Vector(theirs.base, length)
    if libc.syscall(number, os.getppid(), ctypes.byref(own), 1, ctypes.byref(vector), 1, 0) > 0:
        print("ALL" + "OWED", name)
