"""
kind: network
tries: A Unix socket that lies in /tmp, as a stream and as a datagram.
plain: no
"""

import socket

PATH = "/tmp/hostile_listener.sock"

for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
    try:
        connection = socket.socket(socket.AF_UNIX, kind)
        connection.connect(PATH)
        connection.sendall(b"unix")
    except OSError:
        pass
