"""
kind: network
tries: Sockets of families that talk to the kernel: netlink, keys, packets, cryptography, virtual machines.
plain: no
leaks: SOCKET
"""

import socket

for family in (16, 15, 17, 38, 40, 31, 29, 44, 10, 2):
    for kind in (socket.SOCK_RAW, socket.SOCK_DGRAM, socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
        for make in (socket.socket, socket.socketpair):
            try:
                make(family, kind)
                print("SOC" + "KET", family, kind)
            except OSError:
                continue
