"""
kind: forging
tries: Descriptors are sent along with bytes, so that the trusted side fills up with them.
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
