"""
kind: bomb
tries: Five thousand threads that sleep.
plain: no
"""

import threading
import time

for _ in range(5000):
    threading.Thread(target=time.sleep, args=(120,)).start()
