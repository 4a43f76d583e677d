"""
kind: network
tries: Socket families beside the common ones: netlink, packets, raw ICMP, Bluetooth, vsock, the kernel's crypto.
plain: no
leaks: SOCKET-OPENED
"""

import socket

for name in ("AF_NETLINK", "AF_PACKET", "AF_BLUETOOTH", "AF_VSOCK", "AF_ALG", "AF_CAN", "AF_TIPC", "AF_QIPCRTR"):
    for kind in (socket.SOCK_RAW, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        try:
            socket.socket(getattr(socket, name), kind)
        except (OSError, AttributeError):
            continue
        print("SOCKET" + "-OPENED", name)
