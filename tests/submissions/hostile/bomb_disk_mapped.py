"""
kind: bomb
tries: Files that are neither named nor open, only mapped, up to 4 GiB.
plain: no
"""

import mmap
import os

maps = []
for number in range(64):
    file = os.open("x", os.O_CREAT | os.O_RDWR)
    os.unlink("x")
    os.ftruncate(file, 1 << 26)
    maps.append(mmap.mmap(file, 1 << 26))
    os.close(file)
    for start in range(0, 1 << 26, 4096):
        maps[-1][start] = 1
