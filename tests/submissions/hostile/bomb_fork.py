"""
kind: bomb
tries: Two hundred children that sleep for a minute.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import os
import time

for _ in range(200):
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
