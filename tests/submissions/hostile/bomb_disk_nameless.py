"""
kind: bomb
tries: Files that never have a name (O_TMPFILE), 240 times 100 MiB.
plain: no
"""

import os

kept = []
for _ in range(240):
    try:
        kept.append(os.open(".", os.O_TMPFILE | os.O_RDWR))
        for _ in range(100):
            os.write(kept[-1], bytes(1 << 20))
    except OSError:
        continue
