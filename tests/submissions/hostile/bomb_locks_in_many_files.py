"""
kind: bomb
tries: A few thousand locks in each of two hundred files, some hundred MiB of the kernel's memory that nobody counts.
plain: no
"""

import fcntl

files = [open(f"CANARY_{number}", "w+b") for number in range(200)]  # noqa: SIM115
for file in files:
    for number in range(3_000, 0, -1):
        fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * number)
