"""The mounts layer: a worker sees a root of its own, with libraries and data to read and its scratch folder.

It says with other means what Landlock says on newer kernels, so either may be missing. An ordinary user mounts in a
user namespace, where the system has them. Containers without the right to mount do not have the layer; there, nothing
else lies about. The scratch folder is a file system in memory of a fixed size: what has no name in it counts too.
"""

import contextlib
import ctypes
import os
from pathlib import Path

from autograder.grading import MIB
from autograder.sandbox.layers.landlock import DEVICES_TO_WRITE, held_without, library_folders, parts
from autograder.sandbox.layers.layer import PR_SET_DUMPABLE, Confinement, Guarded, Layer, require_one_thread
from autograder.sandbox.scratch import ENTRIES

CLONE_NEWNS, CLONE_NEWUSER = 0x0002_0000, 0x1000_0000
CLONE_NEWIPC, CLONE_NEWNET = 0x0800_0000, 0x4000_0000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 0x20, 0x1000, 0x4000, 1 << 18
MS_NOEXEC, MS_NOATIME, MS_NODIRATIME, MS_RELATIME = 8, 1 << 10, 1 << 11, 1 << 21
# In a user namespace, what an outer one has set must stay: what statvfs tells -> what mount is told.
LOCKED = {os.ST_NODEV: MS_NODEV, os.ST_NOEXEC: MS_NOEXEC, os.ST_NOATIME: MS_NOATIME, os.ST_RELATIME: MS_RELATIME}
LOCKED |= {os.ST_NODIRATIME: MS_NODIRATIME}
MNT_DETACH = 2
SELF = Path("/proc/self")
STREAMS = ("/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd")  # links into SELF
ROOT = "root"  # in the folder of the fork server, where this process was started; outside it stays empty


class StillWritable(Exception):
    """A path that can be seen could neither be made read-only nor be taken away: then the layer is not held."""


def restrict(
    scratch: Path,
    readable: tuple[Path, ...],
    hidden: tuple[Path, ...],
    size: int,
    devices: tuple[Path, ...] = (),
) -> str:
    """Give this process a root of its own, with `size` bytes of scratch files; return what holds.

    devices: what can be seen in it besides `/dev/null`. Raises OSError where mounting is not allowed.
    """
    root = Path.cwd() / ROOT
    mask = os.umask(0o022)  # other users must get through the folders that are made here
    ordinary = os.geteuid() != 0
    if ordinary:
        _enter_user_namespace()
    else:
        _call("unshare", CLONE_NEWNS)
    with contextlib.suppress(OSError):
        # What /proc tells of the network, and shared memory of the machine, are then this process's alone.
        _call("unshare", CLONE_NEWIPC | CLONE_NEWNET)
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    root.mkdir(exist_ok=True)
    _mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV)
    try:
        failed = _fill(root, scratch, (*library_folders(), *readable), hidden, size, devices)
        os.chroot(root)
    except (OSError, StillWritable):
        _call("umount2", os.fsencode(root), MNT_DETACH)
        raise
    finally:
        os.umask(mask)
    os.chdir(scratch)
    where = " in a user namespace" if ordinary else ""
    return held_without(f"a root of its own{where}, {size >> 20} MiB of files in memory", failed)


def _enter_user_namespace() -> None:
    """Let this process mount as the root of a namespace, in which it stays who it is."""
    user, group = os.geteuid(), os.getegid()
    # The maps belong to root where memory is closed; another layer closes it again.
    _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)
    _call("unshare", CLONE_NEWUSER | CLONE_NEWNS)
    (SELF / "setgroups").write_text("deny")
    (SELF / "uid_map").write_text(f"{user} {user} 1")
    (SELF / "gid_map").write_text(f"{group} {group} 1")


def _fill(
    root: Path,
    scratch: Path,
    wanted: tuple[Path, ...],
    hidden: tuple[Path, ...],
    size: int,
    devices: tuple[Path, ...] = (),
) -> list[tuple[Path, OSError]]:
    """Fill the new root; return what could not be shown in it. Raises OSError for what no worker can be without."""
    own = Path("/proc") / str(os.getpid())
    failed = []
    for path, whole in parts(wanted, hidden):
        if whole and not path.is_relative_to(own):
            try:
                _show(path, root)
            except OSError as error:
                failed.append((path, error))
    # In place of the link, which would lead to nothing in a root without other processes.
    for name in (own, SELF):
        _show(own, root, name)
    for name in (own, SELF) if devices else ():
        # A card's driver gives its threads names, and does not go on where it cannot.
        _mount(own / "task", root / name.relative_to("/") / "task", None, MS_BIND)
    for device in (*map(Path, DEVICES_TO_WRITE), *devices):
        _show(device, root)
    target = root / scratch.relative_to("/")
    target.mkdir(parents=True, exist_ok=True)
    _mount("tmpfs", target, "tmpfs", MS_NOSUID | MS_NODEV, f"size={size},nr_inodes={ENTRIES},mode=0700")
    for path in wanted:
        _link(path, root)
    for stream in STREAMS:
        if os.path.islink(stream):
            (root / stream.lstrip("/")).symlink_to(os.readlink(stream))
    _mount(None, root, None, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV)
    return failed


def _show(source: Path, root: Path, name: Path | None = None) -> None:
    """Make `source` visible below `root` under its own name or another one."""
    target = root / (name or source).relative_to("/")
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    elif target.exists():
        return
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    _mount(source, target, None, MS_BIND)
    try:
        set_already = os.statvfs(target).f_flag
        flags = MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID
        for told, flag in LOCKED.items():
            flags |= flag if set_already & told else 0
        _mount(None, target, None, flags)
    except OSError as error:
        try:
            _call("umount2", os.fsencode(target), MNT_DETACH)
        except OSError:
            raise StillWritable(f"{source}: {error}") from None
        raise


def _link(path: Path, root: Path) -> None:
    """Repeat a link to a folder of libraries, such as /lib, below `root`, unless its place is taken."""
    target, real = root / path.relative_to("/"), path.resolve()
    if real == path or path == SELF or os.path.lexists(target):
        return
    if target.parent.resolve() == target.parent:  # never through a link, which would lead out of the new root
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(real)


def _mount(
    source: str | Path | None, target: str | Path, kind: str | None, flags: int, options: str | None = None
) -> None:
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    _call("mount", *texts, ctypes.c_ulong(flags), None if options is None else options.encode())


def _call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments):
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")


def _apply(confinement: Confinement) -> str:
    require_one_thread()
    size = int(confinement.file_mib * MIB)
    return restrict(confinement.scratch, confinement.readable, confinement.hidden, size, confinement.gpu_files)


LAYER = Layer(
    "mounts",
    "where the grader is root and may mount, or the system has user namespaces for its user: seeing anything but the "
    "interpreter, libraries, public data and its scratch folder, which alone can be written and is a file system in "
    "memory of a fixed size; what `/proc/self/net` tells",
    _apply,
    frozenset({Guarded.FILES, Guarded.OPEN_FILES}),
)
