"""
kind: bomb
tries: Shared memory without a name by way of /dev/zero, up to 6 GiB.
plain: no
"""

import mmap
import os

maps = []
try:
    device = os.open("/dev/zero", os.O_RDWR)
    for _ in range(24):
        area = mmap.mmap(device, 2**28)
        for start in range(0, 2**28, 4096):
            area[start] = 1
        maps.append(area)
except OSError:
    pass
