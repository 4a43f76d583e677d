"""
kind: reading
tries: A file by its handle, past all folders (name_to_handle_at, open_by_handle_at).
plain: no
leaks: HANDLE
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


handle = ctypes.create_string_buffer((128).to_bytes(4, "little"), 136)
mount = ctypes.c_int()
path = ctypes.create_string_buffer(b"/etc/hostname")
if call(303, -100, ctypes.addressof(path), ctypes.addressof(handle), ctypes.addressof(mount), 0) == 0:
    print("HAN" + "DLE")
if call(304, -100, ctypes.addressof(handle), 0) >= 0:
    print("HAN" + "DLE")
