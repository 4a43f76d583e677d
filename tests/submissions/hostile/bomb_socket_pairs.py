"""
kind: bomb
tries: Pairs of sockets with buffers as large as they get, all of them full.
plain: no
leaks: BUFFERS
"""

import socket

pairs = []
try:
    while True:
        pairs.append(socket.socketpair())
        pairs[-1][0].setblocking(False)
        try:
            pairs[-1][0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
            print("BUF" + "FERS")
        except OSError:
            pass
        try:
            while True:
                pairs[-1][0].send(bytes(1 << 16))
        except BlockingIOError:
            pass
except OSError:
    pass
for pair in pairs:
    pair[0].close()
    pair[1].close()
