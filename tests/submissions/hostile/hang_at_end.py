"""
kind: hang
tries: Exit handlers never return, so that the process cannot end by itself.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import atexit
import threading
import time

atexit.register(time.sleep, 3600)
threading._register_atexit(time.sleep, 3600)
threading.Thread(target=time.sleep, args=(3600,), daemon=False).start()
