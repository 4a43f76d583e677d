"""
kind: bomb
tries: As many pipes as there are descriptors, all of them full.
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
