"""
kind: network
tries: A TCP connection to a listener on this machine, while the cells run.
plain: no
"""

import socket

LISTENER_PORT = 47811

with socket.create_connection(("127.0.0.1", LISTENER_PORT), timeout=2) as connection:
    connection.sendall(b"tcp")
