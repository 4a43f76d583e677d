"""
kind: bomb
tries: A mapping that grows down, which a limit on the data segment does not count, up to 6 GiB.
plain: no
"""

import ctypes
import mmap

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
for _ in range(24):
    place = libc.mmap(None, 1 << 28, 3, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x100, -1, 0)
    if place not in (None, ctypes.c_void_p(-1).value):
        ctypes.memset(place, 1, 1 << 28)
