"""
kind: bomb
tries: A thread that takes memory while nobody waits for an answer, up to 6 GiB.
plain: no
"""

import threading
import time


def take():
    hoard = []
    for _ in range(96):
        time.sleep(0.05)
        try:
            hoard.append(bytearray(b"\1" * 2**26))
        except MemoryError:
            continue


threading.Thread(target=take, daemon=True).start()
