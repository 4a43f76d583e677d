"""
kind: network
tries: A question to the resolver, whose name would carry data outside, and a question sent by hand.
plain: no
"""

import socket

LISTENER_PORT = 47811
QUESTION = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07hostile\x07invalid\x00\x00\x01\x00\x01"

try:
    socket.getaddrinfo("hostile.invalid", 80)
except OSError:
    pass
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(QUESTION, ("127.0.0.1", LISTENER_PORT))
