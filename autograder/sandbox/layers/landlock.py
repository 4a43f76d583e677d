"""The Landlock layer: a worker reads the interpreter, the libraries and the data, and writes its scratch folder only.

Landlock also keeps it from TCP, from abstract Unix sockets and from signals to other processes, as far as the kernel
can; what a kernel cannot is left out, and the report names the version of its interface (ABI). The seccomp layer
refuses these calls as well. Emptying files, which it cannot refuse, is another matter: a kernel whose Landlock does not
know that does not hold this layer, so that an ordinary user needs the mounts layer there.
"""

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.sandbox.layers.layer import Confinement, Guarded, Layer, require_one_thread

# Devices and facts about the machine that libraries ask for. `/proc/self` is this process alone. Many a library looks
# whether a file is there and then opens it without a doubt, so a harmless one is better open than seen and refused.
DEVICES_TO_WRITE = ("/dev/null",)
FACTS = (
    *("/dev/urandom", "/dev/random", "/dev/zero", "/dev/full"),
    *("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/loadavg", "/proc/uptime", "/proc/version"),
    "/sys/devices/system/cpu",
    # How much of the machine a container may use, in both versions of cgroups.
    *("/sys/fs/cgroup/cpu.max", "/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "/sys/fs/cgroup/cpu/cpu.cfs_period_us"),
    *("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"),
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/timezone", "/etc/os-release", "/etc/mime.types"),
    *("/etc/ssl/openssl.cnf", "/usr/share/zoneinfo", "/usr/share/fonts", "/usr/local/share/fonts"),
)
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
NAMED = 5
TRUNCATION = 3  # the version (Linux 6.2) from which on emptying a file is writing it


class OldKernel(Exception):
    """This kernel's Landlock leaves open what others close."""


def restrict(
    scratch: Path, readable: tuple[Path, ...], hidden: tuple[Path, ...], devices: tuple[Path, ...] = ()
) -> str:
    """Restrict this process; return what holds. Raises an exception where there is no Landlock.

    devices: what it may read, write and command besides.
    """
    # Not installed on systems that cannot have it.
    from landlockpy import AccessFS, Ruleset, Scope

    read_file, read_folder = AccessFS.READ_FILE, AccessFS.READ_FILE | AccessFS.READ_DIR
    write = (
        read_folder
        | AccessFS.WRITE_FILE
        | AccessFS.REMOVE_DIR
        | AccessFS.REMOVE_FILE
        | AccessFS.MAKE_DIR
        | AccessFS.MAKE_REG
        | AccessFS.REFER
        | AccessFS.TRUNCATE
    )
    failed = []
    with Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL) as rules:
        rules.allow_path(scratch, write)
        for device in DEVICES_TO_WRITE:
            rules.allow_path(device, AccessFS.READ_FILE | AccessFS.WRITE_FILE)
        if devices:
            # A card's driver gives its threads names, and does not go on where it cannot.
            rules.allow_path(f"/proc/{os.getpid()}/task", read_folder | AccessFS.WRITE_FILE | AccessFS.TRUNCATE)
        for path in devices:
            rules.allow_path(path, AccessFS.READ_FILE | AccessFS.WRITE_FILE | AccessFS.IOCTL_DEV)
        for path, whole in parts((*library_folders(), *readable), hidden):
            try:
                # Devices, sockets and the files of /proc are no regular files, and no folders either.
                access = read_file if not path.is_dir() else read_folder if whole else AccessFS.READ_DIR
                rules.allow_path(path, access)
            except OSError as error:
                failed.append((path, error))
        rules.restrict()
        if rules.abi_version < TRUNCATION:
            # It is on, but nobody must rely on it.
            raise OldKernel(f"ABI {rules.abi_version}: files outside the scratch folder can be emptied by their owner")
        return held_without(f"ABI {rules.abi_version}", failed)


def held_without(detail: str, failed: Iterable[tuple[Path, OSError]]) -> str:
    """Return the detail of a layer that holds, with what it could not open: right code may miss it.

    What is gone, as a process that has ended meanwhile, is missed by nobody.
    """
    told = [f"{path} ({error.strerror or error})" for path, error in failed if path.exists()]
    more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return f"{detail}; could not be opened: {', '.join(told[:NAMED])}{more}" if told else detail


def library_folders() -> tuple[Path, ...]:
    """Return the files and folders from which the interpreter, torch and their libraries read."""
    found = [*FACTS, *LIBRARIES, *sysconfig.get_paths().values(), *site.getsitepackages()]
    found += [os.path.join(prefix, "lib") for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix)]
    for name in ("torch", "numpy", "IPython"):
        module = sys.modules.get(name)
        if module is not None and module.__file__:
            found.append(str(Path(module.__file__).parent))
    left_out = {sysconfig.get_path("scripts"), sysconfig.get_path("data"), sysconfig.get_path("include")}
    return tuple(Path(path) for path in dict.fromkeys(found) if path not in left_out and os.path.exists(path))


def parts(paths: tuple[Path, ...], hidden: tuple[Path, ...]) -> Iterator[tuple[Path, bool]]:
    """Yield what to open so that everything in `paths` can be read except `hidden`: paths, and whether as a whole."""
    secrets = [path.resolve() for path in hidden]
    todo = [path.resolve() for path in paths]
    while todo:
        path = todo.pop()
        if any(path.is_relative_to(secret) for secret in secrets):
            continue
        whole = not any(secret.is_relative_to(path) for secret in secrets)
        yield path, whole
        if not whole:
            # Its names can be listed, which imports need; its parts are opened one by one.
            todo += [child.resolve() for child in path.iterdir()]


def _apply(confinement: Confinement) -> str:
    require_one_thread()
    return restrict(confinement.scratch, confinement.readable, confinement.hidden, confinement.gpu_files)


LAYER = Layer(
    "landlock",
    "the same by other means, for every user; TCP, abstract sockets and signals to others (Linux 6.2; TCP 6.7, signals "
    "6.12)",
    _apply,
    frozenset({Guarded.FILES, Guarded.OPEN_FILES}),
)
