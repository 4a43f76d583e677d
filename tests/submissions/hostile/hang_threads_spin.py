"""
kind: hang
tries: Eight threads spin forever and take the interpreter from the thread that answers.
deserves: q1=3 q2=2 q3=4 q4=1
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
