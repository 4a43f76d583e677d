"""
kind: bomb
tries: Locks on every second byte of a file: memory of the kernel that nobody counts.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import fcntl

with open("CANARY_locks", "w+b") as file:
    for number in range(20_000):
        fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * (20_000 - number))
