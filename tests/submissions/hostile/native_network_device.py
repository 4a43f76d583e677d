"""
kind: native
tries: An ioctl on a pair of sockets takes the loopback device down, where root is root of a namespace.
plain: no
leaks: DEVICE
"""

import fcntl
import socket
import struct

pair = socket.socketpair()
for number, flags in ((0x8914, 0), (0x8913, 0), (0x8933, 0)):
    try:
        fcntl.ioctl(pair[0].fileno(), number, struct.pack("16sh22x", b"lo", flags))
        print("DEV" + "ICE", hex(number))
    except OSError:
        continue
