"""
kind: network
tries: An abstract Unix socket, which no rule about files covers.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import socket

for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    try:
        connection = socket.socket(socket.AF_UNIX, kind)
        connection.connect("\0hostile_listener")
        connection.sendall(b"abstract")
    except OSError:
        pass
