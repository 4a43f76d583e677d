"""
kind: network
tries: A pair of streams, which asyncio may have, is led out of the process, turned to an address or used to pass files.
plain: no
"""

import array
import ctypes
import os
import socket

LISTENER_PORT = 47811
AF_UNSPEC, SO_SNDBUFFORCE = 0, 32

ours, theirs = socket.socketpair()
libc = ctypes.CDLL(None, use_errno=True)


def disconnected():
    libc.connect(ours.fileno(), ctypes.create_string_buffer(16), 16)  # the family AF_UNSPEC ends a connection
    ours.connect("/tmp/hostile_listener.sock")
    ours.send(b"pair")


def listening():
    ours.bind("\0hostile_listener_pair")
    ours.listen()


def passed(descriptor):
    rights = array.array("i", [descriptor])
    ours.sendmsg([b"pair"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])


attempts = [disconnected, listening]
for address in ("/tmp/hostile_listener.sock", "\0hostile_listener"):
    attempts += [lambda a=address: ours.sendto(b"pair", a), lambda a=address: ours.sendmsg([b"pair"], (), 0, a)]
    attempts += [lambda a=address: ours.connect(a) or ours.send(b"pair")]
for descriptor in range(3, 20):
    attempts.append(lambda d=descriptor: passed(d))
    # The worker's own connection to the grader is a stream too.
    attempts.append(lambda d=descriptor: socket.socket(fileno=os.dup(d)).send(b"pair", socket.MSG_OOB))
for kind in (socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, socket.SOCK_RAW, socket.SOCK_DGRAM | 1 << 4):
    attempts.append(lambda k=kind: socket.socketpair(socket.AF_UNIX, k)[0].sendto(b"pair", "/tmp/hostile_listener.sock"))
for family in (socket.AF_INET, socket.AF_TIPC, socket.AF_UNIX | 1 << 32):
    attempts.append(lambda f=family: socket.socketpair(f, socket.SOCK_STREAM)[0].sendto(b"pair", ("127.0.0.1", LISTENER_PORT)))
attempts.append(lambda: ours.setsockopt(socket.SOL_SOCKET, SO_SNDBUFFORCE, 1 << 30))
for attempt in attempts:
    try:
        attempt()
    except (OSError, TypeError, OverflowError, AttributeError):
        pass
