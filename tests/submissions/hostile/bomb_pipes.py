"""
kind: bomb
tries: As many pipes as there are descriptors, all of them full.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import os

pipes = []
try:
    while True:
        pipes.append(os.pipe())
        os.set_blocking(pipes[-1][1], False)
        try:
            while True:
                os.write(pipes[-1][1], bytes(1 << 16))
        except BlockingIOError:
            pass
except OSError:
    pass
for reading, writing in pipes:
    os.close(reading)
    os.close(writing)
