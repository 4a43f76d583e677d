"""
kind: bomb
tries: Files that have lost their name, 240 times 100 MiB.
plain: no
"""

import os

kept = []
for _ in range(240):
    try:
        kept.append(os.open("x", os.O_CREAT | os.O_RDWR))
        os.unlink("x")
        for _ in range(100):
            os.write(kept[-1], bytes(1 << 20))
    except OSError:
        continue
