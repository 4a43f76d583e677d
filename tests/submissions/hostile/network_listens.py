"""
kind: network
tries: A server of the submission's own, which another student's submission could ask for answers.
plain: no
leaks: LISTENING
"""

import socket

for family, address in (
    (socket.AF_INET, ("127.0.0.1", 47812)),
    (socket.AF_UNIX, "\0hostile_server"),
    (socket.AF_UNIX, "./CANARY.sock"),
):
    try:
        server = socket.socket(family, socket.SOCK_STREAM)
        server.bind(address)
        server.listen()
    except OSError:
        continue
    print("LIS" + "TENING", address)
