"""
kind: bomb
tries: Locks on every second byte of a file: memory of the kernel that nobody counts.
plain: no
"""

import fcntl

with open("CANARY_locks", "w+b") as file:
    for number in range(20_000):
        fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * (20_000 - number))
