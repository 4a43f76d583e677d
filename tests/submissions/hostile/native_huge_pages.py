"""
kind: native
tries: Huge pages, which the memory of a process does not count.
plain: no
leaks: HUGE
"""

import mmap

for flags in (0x40000, 0x40000 | 21 << 26, 0x40000 | 30 << 26):
    try:
        mmap.mmap(-1, 1 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | flags)
        print("HU" + "GE")
    except (OSError, ValueError):
        continue
