"""Sockets on this machine that nobody should reach: whatever arrives at one of them got through a sandbox.

The kernel accepts connections and keeps what was sent, so no thread is needed: they are looked at when all is over.
"""

import contextlib
import os
import socket
from pathlib import Path
from types import TracebackType

from tests.hostile.cases import LISTENER_NAME, LISTENER_PATH, LISTENER_PORT

KEPT = 200  # bytes that are shown of each message
MESSAGES = 1000  # at most, of one listener


class Listeners:
    """A context in which TCP, UDP and Unix sockets listen; `received` tells afterwards what came."""

    def __init__(self, port: int = LISTENER_PORT, path: Path = LISTENER_PATH, name: str = LISTENER_NAME) -> None:
        self._port, self._path, self._name = port, path, name
        self._open: dict[str, socket.socket] = {}

    def __enter__(self) -> "Listeners":
        """Open all listeners. Raises OSError when an address is taken, which would make every attack look harmless."""
        try:
            for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
                if family == socket.AF_INET or _has_ipv6():
                    self._listen(f"TCP {host}", family, socket.SOCK_STREAM, (host, self._port))
                    self._listen(f"UDP {host}", family, socket.SOCK_DGRAM, (host, self._port))
            self._path.unlink(missing_ok=True)
            self._listen("Unix socket", socket.AF_UNIX, socket.SOCK_STREAM, str(self._path))
            os.chmod(self._path, 0o777)  # the user that a worker becomes must be able to reach it, or nothing is proved
            self._listen("abstract socket", socket.AF_UNIX, socket.SOCK_STREAM, self._name)
            self._listen("abstract datagrams", socket.AF_UNIX, socket.SOCK_DGRAM, self._name)
        except OSError:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all listeners."""
        self._close()

    def received(self) -> list[str]:
        """Return one line for every connection and datagram that came; call it before the context ends."""
        return [f"{name} received {what!r}" for name, listener in self._open.items() for what in _messages(listener)]

    def _listen(self, name: str, family: int, kind: int, address: str | tuple[str, int]) -> None:
        listener = self._open[name] = socket.socket(family, kind)
        if family != socket.AF_UNIX and kind == socket.SOCK_STREAM:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # over connections of the run before
        listener.bind(address)
        listener.setblocking(False)
        if kind == socket.SOCK_STREAM:
            listener.listen(128)

    def _close(self) -> None:
        for listener in self._open.values():
            listener.close()
        if "Unix socket" in self._open:
            self._path.unlink(missing_ok=True)
        self._open.clear()


def _messages(listener: socket.socket) -> list[bytes]:
    """Return what waits in a listener: the first bytes of every datagram, or of every connection (often none)."""
    found: list[bytes] = []
    with contextlib.suppress(BlockingIOError):
        while len(found) < MESSAGES:
            if listener.type == socket.SOCK_DGRAM:
                found.append(listener.recv(KEPT))
                continue
            connection, _ = listener.accept()
            with connection:
                connection.setblocking(False)
                content = b""
                with contextlib.suppress(OSError):
                    content = connection.recv(KEPT)
                found.append(content)
    return found


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
