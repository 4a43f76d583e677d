"""
kind: bomb
tries: Room on the disk reserved by fallocate, without writing a byte, 240 times 256 MiB.
plain: no
leaks: RESERVED
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
kept = []
for number in range(240):
    try:
        kept.append(os.open(f"CANARY_{number}", os.O_CREAT | os.O_RDWR))
    except OSError:
        break
    os.unlink(f"CANARY_{number}")
    for mode in (0, 1):
        if libc.fallocate(kept[-1], mode, ctypes.c_long(0), ctypes.c_long(1 << 28)) == 0:
            print("RESER" + "VED")
