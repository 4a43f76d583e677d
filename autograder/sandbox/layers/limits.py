"""The limits layer: the kernel bounds what a worker takes; memory counts from what the libraries took."""

import os
import resource
import sys

from autograder.grading import MIB
from autograder.sandbox.layers.layer import Confinement, Layer
from autograder.sandbox.processes import data_bytes, threads_of

OPEN_FILES = 256
THREADS = 64


def _apply(confinement: Confinement) -> str:
    """Bound memory, processor time, files, descriptors and threads."""
    data = data_bytes() + int(confinement.memory_mib * MIB)
    wanted = {
        "RLIMIT_DATA": data,
        "RLIMIT_CPU": confinement.cpu_seconds,
        "RLIMIT_FSIZE": int(confinement.file_mib * MIB),
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_CORE": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    if sys.platform == "linux":
        uid = os.getuid() if confinement.uid is None else confinement.uid
        wanted["RLIMIT_NPROC"] = threads_of(uid) + THREADS
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))
    return (
        f"memory {confinement.memory_mib:g} MiB (RLIMIT_DATA; what it does not count is watched from outside), "
        f"{OPEN_FILES} descriptors, {THREADS} threads"
    )


LAYER = Layer(
    "limits",
    "memory, processor time, file size, threads and descriptors without end; core dumps",
    _apply,
)
