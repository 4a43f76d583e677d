"""
kind: network
tries: multiprocessing.connection, which sends pickles, by TCP and by a Unix socket.
plain: no
"""

from multiprocessing.connection import Client

LISTENER_PORT = 47811

for address in ("/tmp/hostile_listener.sock", ("127.0.0.1", LISTENER_PORT)):
    try:
        connection = Client(address)
        connection.send({"score": 10})
        connection.close()
    except OSError:
        pass
