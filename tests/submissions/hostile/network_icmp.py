"""
kind: network
tries: Raw and ping sockets.
plain: no
leaks: SOCKET-OPENED
"""

import socket

for kind, protocol in ((socket.SOCK_RAW, socket.IPPROTO_ICMP), (socket.SOCK_DGRAM, socket.IPPROTO_ICMP), (5, 132)):
    try:
        socket.socket(socket.AF_INET, kind, protocol)
    except OSError:
        continue
    print("SOCKET" + "-OPENED", kind, protocol)
