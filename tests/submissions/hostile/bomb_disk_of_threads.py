"""
kind: bomb
tries: Files without a name in threads that have descriptors of their own (CLOSE_RANGE_UNSHARE), where nobody looks.
plain: no
leaks: FILES_NOBODY_COUNTS
"""

import ctypes
import os
import threading

libc = ctypes.CDLL(None)
UNSHARE, LAST = 2, ctypes.c_uint(0xFFFFFFFF)
counted = []


def fill():
    if libc.close_range(LAST, LAST, UNSHARE):
        return
    kept = []
    name = f"x{threading.get_ident()}"
    for _ in range(100):
        try:
            kept.append(os.open(name, os.O_CREAT | os.O_RDWR))
            os.unlink(name)
            for _ in range(4):
                counted.append(os.write(kept[-1], bytes(1 << 20)))
        except OSError:
            break
    threading.Event().wait(0.5)


threads = [threading.Thread(target=fill) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
if sum(counted) > 2 * 128 << 20:  # twice what a submission may have
    print("FILES_" + "NOBODY_COUNTS")
