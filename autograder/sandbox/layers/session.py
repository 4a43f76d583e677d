"""The session layer: a worker leaves the session and the process group of its grader."""

import os

from autograder.sandbox.layers.layer import Confinement, Layer


def _apply(confinement: Confinement) -> str:
    if os.getsid(0) != os.getpid():
        os.setsid()
    return "own session and process group"


LAYER = Layer(
    "session",
    "signals to the grader's process group; a worker and what it started are ended together",
    _apply,
)
