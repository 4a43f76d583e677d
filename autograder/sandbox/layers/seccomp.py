"""The seccomp layer: a worker computes, and calls of the system that computing does not need are refused.

What is allowed stands in `allowed_calls`. Of the rest, calls that exist answer "Operation not permitted", which Python
shows as a PermissionError; all others, the kernel's newest among them, answer "Function not implemented", upon which
libraries do without. libseccomp knows the numbers of the calls on each kind of machine, and ends a process that calls
by another machine's numbers.
"""

import contextlib
import errno
import os
from typing import Any

from autograder.sandbox.layers.allowed_calls import (
    ALLOWED,
    BY_COMMAND,
    COMMANDS,
    GPU_COMMANDS,
    GRANTED,
    GRANTED_COMMANDS,
    NUMBERS,
    REFUSED,
    Rule,
    rules_by_argument,
)
from autograder.sandbox.layers.layer import Confinement, Guarded, Layer, require_one_thread

COMMAND = 0xFFFFFFFF  # the kernel reads 32 bits of a command
# Attributes of a filter: whether loading it takes new privileges away first, and how numbers are looked up.
NO_NEW_PRIVILEGES, OPTIMIZE, BY_TREE = 3, 8, 2


def find_library() -> None:
    """Load libseccomp, which is found by running programs: not possible any more once the layers are on."""
    with contextlib.suppress(ImportError, RuntimeError):
        import pyseccomp  # noqa: F401


def restrict(*, gpu: bool = False) -> str:
    """Put the filters on this process; return what holds. Raises an exception where libseccomp or seccomp is missing.

    gpu: whether it may command a graphics card.

    Two filters, of which the second one's answer counts where both refuse: the first one refuses all but what is
    allowed, the second one says of calls that are not known that there are none.
    """
    import pyseccomp

    permitted = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    known = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.ENOSYS))
    count = sum(_add(permitted, name) for name in ALLOWED)
    for name in BY_COMMAND:
        place, values = COMMANDS[name]
        count += any([_add(permitted, name, [(place, COMMAND, value)]) for value in values])
    if gpu:
        for bits, value in GPU_COMMANDS:
            _add(permitted, "ioctl", [(1, bits, value)])
    by_argument: dict[str, list[Rule]] = rules_by_argument(os.getpid(), gpu=gpu)
    for name, rules in by_argument.items():
        count += any([_add(permitted, name, rule) for rule in rules])
    for name in GRANTED:
        permitted.add_rule(pyseccomp.ERRNO(0), name)
    for name, (place, values) in GRANTED_COMMANDS.items():
        for value in values:
            permitted.add_rule(pyseccomp.ERRNO(0), name, pyseccomp.Arg(place, pyseccomp.MASKED_EQ, COMMAND, value))
    _add(permitted, "seccomp")  # for the second filter, which refuses it
    for name in {*ALLOWED, *BY_COMMAND, *by_argument, *GRANTED, *REFUSED}:
        _add(known, name)
    # The C library does this one's work by writing where a file system cannot; writing is slow enough to be watched.
    known.add_rule(pyseccomp.ERRNO(errno.EOPNOTSUPP), "fallocate")
    known.set_attr(NO_NEW_PRIVILEGES, 0)  # the first filter has done that, and does not let it be done again
    for one in (permitted, known):
        with contextlib.suppress(OSError):
            one.set_attr(OPTIMIZE, BY_TREE)  # not in an old libseccomp
        one.load()
    return f"{count} kinds of system calls allowed, all others refused"


def _add(rules: Any, name: str, arguments: Rule = ()) -> bool:
    """Allow a call, by some arguments only if there are any; return whether this kind of machine has it."""
    import pyseccomp

    conditions = [pyseccomp.Arg(place, pyseccomp.MASKED_EQ, mask, value) for place, mask, value in arguments]
    for call in (name, NUMBERS.get(name)):
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            if call is not None:
                rules.add_rule(pyseccomp.ALLOW, call, *conditions)
                return True
    return False


def _apply(confinement: Confinement) -> str:
    require_one_thread()
    return restrict(gpu=bool(confinement.gpu_files))


LAYER = Layer(
    "seccomp",
    "every system call but some 150 that computing needs, `fcntl`, `ioctl`, `prctl`, `open`, `mmap`, `clone`, "
    "`close_range`, `kill` and `getsockopt` by their arguments: no sockets, programs, processes, tracing, signals to "
    "others, mounts, namespaces, keys, BPF, io_uring; no leases, processor affinity, timers, watches or dates of "
    "files; no links, and no files without a name; locks on files are granted without being taken",
    _apply,
    frozenset({Guarded.PROCESSES}),
)
