"""
kind: bomb
tries: A hundred thousand files, each with a name of 255 bytes.
plain: no
"""

import os

try:
    for number in range(100_000):
        os.close(os.open(f"{number:0255d}", os.O_CREAT))
except OSError:
    pass
