"""The not_dumpable layer: a worker's memory is closed to other processes of its user, and it ends with its grader."""

import os
import signal

from autograder.sandbox.layers.layer import PR_SET_DUMPABLE, PR_SET_PDEATHSIG, Confinement, Layer, prctl


def _apply(confinement: Confinement) -> str:
    prctl(PR_SET_DUMPABLE, 0)
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != confinement.parent:
        os._exit(1)
    return "memory closed to other processes"


LAYER = Layer("not_dumpable", "reading its memory from a sibling; the worker ends with its grader", _apply)
