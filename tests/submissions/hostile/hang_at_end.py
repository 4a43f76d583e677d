"""
kind: hang
tries: Exit handlers never return, so that the process cannot end by itself.
plain: no
"""

import atexit
import threading
import time

atexit.register(time.sleep, 3600)
threading._register_atexit(time.sleep, 3600)
threading.Thread(target=time.sleep, args=(3600,), daemon=False).start()
