"""
kind: bomb
tries: Sixty threads, each with a stack of 64 MiB that it fills.
plain: no
"""

import ctypes
import threading
import time


def fill():
    libc = ctypes.CDLL(None)
    area = bytearray(b"\1" * 2**25)
    time.sleep(2)
    return libc, area


threading.stack_size(2**26)
threads = []
for _ in range(60):
    try:
        threads.append(threading.Thread(target=fill, daemon=True))
        threads[-1].start()
    except (RuntimeError, MemoryError):
        break
time.sleep(1)
