"""
kind: native
tries: The allocator finds memory freed twice and ends the process.
deserves: q3=0
plain: yes
"""

import ctypes


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        libc = ctypes.CDLL(None)
        libc.malloc.restype = ctypes.c_void_p
        place = ctypes.c_void_p(libc.malloc(2000))
        for _ in range(3):
            libc.free(place)
        return x
