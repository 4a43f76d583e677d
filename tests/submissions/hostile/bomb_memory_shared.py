"""
kind: bomb
tries: Shared anonymous mappings, which a limit on the data segment does not count, up to 6 GiB.
plain: no
"""

import mmap

maps = []
for _ in range(24):
    area = mmap.mmap(-1, 2**28)
    for start in range(0, 2**28, 4096):
        area[start] = 1
    maps.append(area)
