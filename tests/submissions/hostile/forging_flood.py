"""
kind: forging
tries: Up to four gigabytes of noise are pushed into every socket and pipe that is open.
plain: no
"""

import os
import stat

for number in range(3, 256):
    try:
        mode = os.fstat(number).st_mode
        for _ in range(4096 if stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode) else 0):
            os.write(number, b"\xff" * 2**20)
    except OSError:
        pass
