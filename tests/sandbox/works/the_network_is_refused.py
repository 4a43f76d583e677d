"""No byte leaves this machine, and nothing waits for an answer: the usual errors come at once."""

import socket
import urllib.error
import urllib.request

for reach in (
    lambda: urllib.request.urlopen("http://example.org/", timeout=5),
    lambda: socket.create_connection(("127.0.0.1", 9), 5),
    socket.socket,
):
    try:
        reach()
    except (OSError, urllib.error.URLError):
        continue
    raise AssertionError("a connection was made")
