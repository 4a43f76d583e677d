"""The process that runs one submission, from the fork on.

It confines itself, reports what holds, and then answers requests until the grader ends it. Everything after the
confinement may be changed by the student's code, so nothing in this process decides a mark or knows a label.
"""

import os
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

# Imported here, once for all workers: pyplot looks up the fonts, and the first step of an optimiser needs _dynamo.
import matplotlib.pyplot  # noqa: F401
import numpy as np
import torch
import torch._dynamo

import coursekit
from autograder.packages import import_from
from autograder.paths import PACKAGE, PRIVATE
from autograder.sandbox import audit
from autograder.sandbox.layers import Confinement, confine
from autograder.sandbox.requests import Requests
from autograder.sandbox.substitutes import substitute
from autograder.sandbox.wire import FrameReader, Limits, encode
from coursekit.language import read_all_texts, use_language

REQUEST_BYTES = 1 << 30
CHUNK = 1 << 20
# torch notes a folder of its own when it is imported, in the process that a worker is forked from.
FOLDERS = ("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR", "TORCHINDUCTOR_CACHE_DIR")


def main(settings: dict[str, Any]) -> None:
    """Confine this process as `settings` say, report what holds, and serve."""
    confinement = Confinement(
        wire=settings["wire"],
        scratch=Path(settings["scratch"]),
        uid=settings["uid"],
        memory_mib=settings["memory_mib"],
        file_mib=settings["file_mib"],
        cpu_seconds=settings["cpu_seconds"],
        readable=tuple(Path(path) for path in (str(Path(coursekit.__file__).parent), *settings["readable"])),
        hidden=tuple(Path(path) for path in settings["hidden"]),
        parent=settings["parent"],
        gpu_files=tuple(Path(path) for path in settings["gpu_files"]),
        without=frozenset(settings["without"]),
    )
    probes = load_library(settings["library"], settings["probes"])
    sys.argv = ["submission.py"]  # not the arguments of the server
    os.environ.update(settings["environment"], **dict.fromkeys(FOLDERS, settings["scratch"]))
    tempfile.tempdir = settings["scratch"]
    use_language(settings["language"])
    substitute(confinement.scratch)
    layers = confine(confinement)
    fix_random_numbers()
    audit.watch(confinement.scratch, [path for path in (*confinement.hidden, *PRIVATE) if path != PACKAGE])
    report = {name: [layer.held, layer.detail] for name, layer in layers.items()}
    send(confinement.wire, encode({"number": 0, "layers": report}))
    serve(confinement.wire, Requests(confinement.scratch, settings["reply_bytes"], probes))


def load_library(folder: str, probes: str) -> Any:
    """Import a course's library from `folder`, and return the class of its probes."""
    if folder not in sys.path:
        sys.path.insert(0, folder)  # before a checkout's own, which a worker cannot read
    loaded = import_from("", probes)
    read_all_texts()  # a library may have been imported from another folder than the one that a worker can read
    return loaded


def fix_random_numbers() -> None:
    """Fix what random numbers and the order of sums depend on."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    np.random.seed(0)  # noqa: NPY002 - students use the legacy generator, so it is the one to seed
    random.seed(0)


def serve(wire: int, requests: Requests) -> None:
    """Answer one request after the other until the grader closes the wire."""
    reader = FrameReader(Limits(payload_bytes=REQUEST_BYTES, header_bytes=REQUEST_BYTES))
    request: Any = None
    while chunk := os.read(wire, CHUNK):
        request = reader.feed(chunk)
        while request is not None:
            send(wire, requests.answer(request))
            request = reader.feed(b"")


def send(wire: int, message: bytes) -> None:
    """Write a whole message."""
    rest = memoryview(message)
    while rest:
        rest = rest[os.write(wire, rest) :]
