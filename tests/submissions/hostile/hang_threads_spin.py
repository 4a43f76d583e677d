"""
kind: hang
tries: Eight threads spin forever and take the interpreter from the thread that answers.
plain: no
"""

import sys
import threading


def spin():
    while True:
        pass


sys.setswitchinterval(10)
for _ in range(8):
    threading.Thread(target=spin).start()
