"""`python -m autograder.sandbox.start_server FD`: starts a fork server that the grader reaches through a socket."""

import gc
import socket
import sys


def main() -> None:
    """Import the libraries and serve. Nothing of them is garbage, and not to look for any is a tenth of the time."""
    gc.disable()
    from autograder.sandbox.fork_server import serve

    gc.enable()
    serve(socket.socket(fileno=int(sys.argv[1])))


if __name__ == "__main__":
    main()
