"""
kind: bomb
tries: A hundred thousand files, each with a name of 255 bytes.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import os

try:
    for number in range(100_000):
        os.close(os.open(f"{number:0255d}", os.O_CREAT))
except OSError:
    pass
