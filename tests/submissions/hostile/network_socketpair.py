"""
kind: network
tries: A pair of sockets, which the harness itself may use, is turned to another address.
plain: no
"""

import socket

LISTENER_PORT = 47811

ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
for address in ("/tmp/hostile_listener.sock", "\0hostile_listener", ("127.0.0.1", LISTENER_PORT)):
    for act in (lambda: ours.sendto(b"pair", address), lambda: ours.connect(address) or ours.send(b"pair")):
        try:
            act()
        except (OSError, TypeError):
            pass
