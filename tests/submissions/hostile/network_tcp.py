"""
kind: network
tries: A TCP connection to a listener on this machine, while the cells run.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import socket

LISTENER_PORT = 47811

with socket.create_connection(("127.0.0.1", LISTENER_PORT), timeout=2) as connection:
    connection.sendall(b"tcp")
