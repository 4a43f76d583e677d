"""
kind: network
tries: A datagram by UDP, which Landlock does not stop.
plain: no
"""

import socket

LISTENER_PORT = 47811

socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"udp", ("127.0.0.1", LISTENER_PORT))
