"""
kind: network
tries: Raw and ping sockets.
deserves: q1=3 q2=2 q3=4 q4=1
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
