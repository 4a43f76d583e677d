"""
kind: native
tries: A socket's other end tells of its process and gives a descriptor of it (SO_PEERPIDFD).
plain: no
leaks: PEER
"""

import os
import socket

for number in range(3, 32):
    try:
        with socket.socket(fileno=os.dup(number)) as one:
            for option in (17, 77):
                try:
                    print("PE" + "ER", one.getsockopt(socket.SOL_SOCKET, option, 12))
                except OSError:
                    continue
    except OSError:
        continue
