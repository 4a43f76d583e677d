"""
kind: writing
tries: Bytes for the terminal of whoever grades: /dev/tty and the pseudo terminals.
plain: no
leaks: WRITABLE
"""

import glob
import os

for path in ("/dev/tty", "/dev/console", *glob.glob("/dev/pts/[0-9]*"), "/proc/1/fd/1"):
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_NOCTTY))
    except OSError:
        continue
    print("WRI" + "TABLE", path)
