"""
kind: network
tries: A datagram by UDP, which Landlock does not stop.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import socket

LISTENER_PORT = 47811

socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"udp", ("127.0.0.1", LISTENER_PORT))
