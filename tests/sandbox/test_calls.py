"""Which calls of the system a worker may make: an allow-list, some by their command; and it has no capabilities."""

import json
from pathlib import Path

import pytest

from autograder.sandbox.layers.allowed_calls import ALLOWED, BY_COMMAND, GRANTED, REFUSED, rules_by_argument
from tests.sandbox.conftest import TIGHT, Sandbox

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the layers are Linux's")

# By name: the number on x86-64 and arguments with which the kernel would do it, or complain of something else.
REFUSED_CALLS = {
    "a lease on a library": (72, (0, 1024, 0)),
    "the owner of a descriptor": (72, (0, 8, 1)),
    "the signal of a descriptor": (72, (0, 10, 12)),
    "notices of a folder": (72, (0, 1026, 1)),
    "the size of a pipe": (72, (1, 1031, 4096)),
    "signals from a descriptor": (72, (0, 4, 0x2000)),
    "a processor of its own": (203, (0, 8, 0)),
    "a timer": (222, (0, 0, 0)),
    "a timer with a descriptor": (283, (0, 0)),
    "a watch on files": (294, (0,)),
    "dates": (280, (-100, 0, 0, 0)),
    "attributes of a file": (16, (0, 0x40086602, 0)),
    "a network device": (16, (0, 0x8914, 0)),
    "the descriptor of a peer": (55, (0, 1, 77, 0, 0)),
    "who may trace": (157, (0x59616D61, 1)),
    "a namespace by clone": (56, (0x10000011, 0, 0, 0, 0)),
    "a namespace": (272, (0x10000000,)),
    "an open with a structure": (437, (-100, 0, 0, 24)),
    "a thread with a structure": (435, (0, 0)),
    "a filter of its own": (317, (1, 0, 0)),
    "descriptors of a thread's own": (436, (4095, 4095, 2)),
    "room on the disk": (285, (1, 0, 0, 4096)),
    "a call that does not exist yet": (900, ()),
}
PROBE = """
import ctypes, json, mmap, os, tempfile
libc = ctypes.CDLL(None, use_errno=True)
told = {{}}
for name, (number, arguments) in {calls!r}.items():
    ctypes.set_errno(0)
    result = libc.syscall(number, *map(ctypes.c_long, arguments))
    told[name] = ctypes.get_errno() if result < 0 else 0
attempts = {{
    "a descriptor that opens nothing": lambda: os.open(".", os.O_PATH),
    "a file without a name": lambda: os.open(".", os.O_TMPFILE | os.O_RDWR),
    "memory that grows": lambda: mmap.mmap(-1, 4096, flags=0x122),
    "huge pages": lambda: mmap.mmap(-1, 1 << 21, flags=0x40022),
    "a link": lambda: os.link("/etc/hostname", "x"),
}}
for name, attempt in attempts.items():
    try:
        attempt()
        told[name] = 0
    except OSError as error:
        told[name] = error.errno
lines = open("/proc/self/status").read().split("\\n")
status = dict(line.split(":\\t") for line in lines if line.startswith(("Cap", "NoNew")))
print(json.dumps([told, status]))
"""
NOT_PERMITTED, NOT_THERE, NOT_SUPPORTED = 1, 38, 95


@pytest.mark.parametrize("without", [(), ("user",)], ids=["another user", "the same user"])
def test_calls_are_refused_and_capabilities_dropped(sandbox: Sandbox, without: tuple[str, ...]) -> None:
    """Refused with an error that libraries know, whoever the worker's user is; and no set of capabilities has any."""
    submission = sandbox(PROBE.format(calls=REFUSED_CALLS), budgets=TIGHT, without=without)
    submission.subject("q1", 0)
    assert submission.steps.failures == {}
    told, status = json.loads(submission.output)
    assert {name for name, error in told.items() if error not in (NOT_PERMITTED, NOT_THERE, NOT_SUPPORTED)} == set()
    assert told["a call that does not exist yet"] == told["a thread with a structure"] == NOT_THERE
    assert told["a processor of its own"] == NOT_PERMITTED
    assert {name: int(value, 16) for name, value in status.items()} == {
        **dict.fromkeys(("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"), 0),
        "NoNewPrivs": 1,
    }


def test_no_call_is_allowed_and_refused() -> None:
    """Each stands in one list, once."""
    lists = (ALLOWED, BY_COMMAND, GRANTED, REFUSED)
    assert not set(GRANTED) & {*ALLOWED, *BY_COMMAND, *rules_by_argument(1), *REFUSED}
    assert not set(ALLOWED) & {*BY_COMMAND, *rules_by_argument(1), *REFUSED}
    assert not set(REFUSED) & {*BY_COMMAND, *rules_by_argument(1)}
    assert [len(one) for one in lists] == [len(set(one)) for one in lists]
    assert 100 < len({*ALLOWED, *BY_COMMAND, *rules_by_argument(1)}) < 160


LOCKING = """
import fcntl, struct, torch
def flock(kind, start):
    return struct.pack("hhqqi4x", kind, 0, start, 1, 0)
with open("locked", "w+b") as file, open(torch.__file__, "rb") as library:
    for start in range(0, 40, 2):
        for command in (fcntl.F_SETLK, fcntl.F_SETLKW, 37, 38):
            fcntl.fcntl(file, command, flock(fcntl.F_WRLCK, start))
    fcntl.flock(library, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.lockf(file, fcntl.LOCK_UN)
    fcntl.lockf(file, fcntl.LOCK_EX)
    held = [line for fd in (file.fileno(), library.fileno())
            for line in open(f"/proc/self/fdinfo/{fd}") if line.startswith("lock:")]
print(held)
"""


def test_locks_are_granted_and_not_taken(sandbox: Sandbox) -> None:
    """Code that locks its files goes on, and the kernel has nothing to remember: its memory for that has no limit."""
    submission = sandbox(LOCKING, budgets=TIGHT)
    submission.subject("q1", 0)
    assert submission.steps.failures == {}
    assert submission.output.strip() == "[]"
