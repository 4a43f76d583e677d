"""
kind: network
tries: Urgent bytes and zero-copy through a pair of sockets, the part of them with the worst holes.
plain: no
leaks: URGENT
"""

import socket

left, right = socket.socketpair()
for flags in (socket.MSG_OOB, 0x4000000, socket.MSG_MORE, 0x20000000):
    try:
        left.send(b"x", flags)
        print("UR" + "GENT", flags)
    except OSError:
        continue
for attempt in (
    lambda: left.sendmsg([b"x"]),
    lambda: right.recvmsg(1),
    lambda: left.connect("\0x"),
    lambda: left.bind(""),
):
    try:
        attempt()
        print("UR" + "GENT")
    except OSError:
        continue
