"""
kind: network
tries: An abstract Unix socket, which no rule about files covers.
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
