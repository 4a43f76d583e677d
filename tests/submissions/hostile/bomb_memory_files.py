"""
kind: bomb
tries: Memory in files that have no name on a disk: memfd and /dev/shm, up to 4 GiB.
plain: no
"""

import os

opened = []
for make in (lambda: os.memfd_create("x"), lambda: os.open("/dev/shm/CANARY_bomb", os.O_CREAT | os.O_RDWR)):
    try:
        opened.append(make())
        for _ in range(32):
            os.write(opened[-1], b"\1" * 2**26)
    except OSError:
        pass
