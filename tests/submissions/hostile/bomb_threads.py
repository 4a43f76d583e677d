"""
kind: bomb
tries: Five thousand threads that sleep.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import threading
import time

for _ in range(5000):
    threading.Thread(target=time.sleep, args=(120,)).start()
