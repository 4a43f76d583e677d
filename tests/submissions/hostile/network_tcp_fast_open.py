"""
kind: network
tries: TCP without connect: data sent along with the first packet, and an address given to sendmsg.
plain: no
"""

import socket

LISTENER_PORT = 47811

for flags in (socket.MSG_FASTOPEN, 0):
    try:
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        connection.sendmsg([b"fast open"], [], flags, ("127.0.0.1", LISTENER_PORT))
    except OSError:
        pass
