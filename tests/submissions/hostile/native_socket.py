"""
kind: native
tries: socket, connect and sendto by number.
plain: no
"""

import ctypes
import socket
import struct

LISTENER_PORT = 47811

libc = ctypes.CDLL(None, use_errno=True)
address = (
    struct.pack("<H", socket.AF_INET) + struct.pack(">H", LISTENER_PORT) + socket.inet_aton("127.0.0.1") + bytes(8)
)
stream = libc.syscall(41, 2, 1, 0)
libc.syscall(42, stream, address, 16)
libc.syscall(1, stream, b"native", 6)
datagram = libc.syscall(41, 2, 2, 0)
libc.syscall(44, datagram, b"native", 6, 0, address, 16)
