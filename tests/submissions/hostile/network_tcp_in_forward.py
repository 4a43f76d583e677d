"""
kind: network
tries: The same in forward, without waiting, by IPv6 and by a socket made by hand.
plain: no
"""

import socket

LISTENER_PORT = 47811


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        for family, host in (
            (socket.AF_INET, "127.0.0.1"),
            (socket.AF_INET6, "::1"),
            (socket.AF_INET6, "::ffff:127.0.0.1"),
        ):
            try:
                connection = socket.socket(family, socket.SOCK_STREAM)
                connection.settimeout(1)
                connection.connect((host, LISTENER_PORT))
                connection.sendall(b"tcp in forward")
            except OSError:
                pass
        return super().forward(x)
