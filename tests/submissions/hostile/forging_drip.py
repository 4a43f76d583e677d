"""
kind: forging
tries: A thread writes one byte each half second to every descriptor, so that no message is ever late or complete.
plain: no
"""

import os
import threading
import time


def drip():
    while True:
        for number in range(3, 64):
            try:
                os.write(number, b"\0")
            except OSError:
                pass
        time.sleep(0.5)


threading.Thread(target=drip, daemon=True).start()
