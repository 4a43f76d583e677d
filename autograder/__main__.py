"""Entry point of `python -m autograder`."""

import os
import signal

INTERRUPTED = 130  # as a shell has it


def _end(number: int, frame: object) -> None:
    """End at once: nothing has begun while the first libraries are imported, some of which take seconds."""
    os._exit(INTERRUPTED)


# The processes that a pool starts import this file too, and leave Ctrl-C to the one that started them.
if __name__ == "__mp_main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
elif __name__ == "__main__":
    signal.signal(signal.SIGINT, _end)
    from autograder.cli import main

    # What ends a run from outside, as a queue or a container does, is taken as Ctrl-C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        main()
    except KeyboardInterrupt:  # before a command has begun, or after it
        raise SystemExit(INTERRUPTED) from None
