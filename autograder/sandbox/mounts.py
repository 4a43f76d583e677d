"""The mounts layer: a worker of root sees a root of its own, with libraries and data to read and its scratch folder.

It says with the means of root what Landlock says on newer kernels, so either may be missing. Containers without the
right to mount do not have it; there, nothing else lies about.
"""

import ctypes
import os
from pathlib import Path

from autograder.sandbox.landlock import DEVICES_TO_WRITE, held_without, library_folders, parts

CLONE_NEWNS = 0x0002_0000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 0x20, 0x1000, 0x4000, 1 << 18
MNT_DETACH = 2
SELF = Path("/proc/self")
STREAMS = ("/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd")  # links into SELF
ROOT = "root"  # in the folder of the fork server, where this process was started; outside it stays empty


class StillWritable(Exception):
    """A path that can be seen could neither be made read-only nor be taken away: then the layer is not held."""


def restrict(scratch: Path, readable: tuple[Path, ...], hidden: tuple[Path, ...]) -> str:
    """Give this process a root of its own; return what holds. Raises OSError where mounting is not allowed."""
    root = Path.cwd() / ROOT
    mask = os.umask(0o022)  # other users must get through the folders that are made here
    _call("unshare", CLONE_NEWNS)
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    root.mkdir(exist_ok=True)
    _mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV)
    try:
        failed = _fill(root, scratch, (*library_folders(), *readable), hidden)
        os.chroot(root)
    except (OSError, StillWritable):
        _call("umount2", os.fsencode(root), MNT_DETACH)
        raise
    finally:
        os.umask(mask)
    os.chdir(scratch)
    return held_without("a root of its own", failed)


def _fill(root: Path, scratch: Path, wanted: tuple[Path, ...], hidden: tuple[Path, ...]) -> list[tuple[Path, OSError]]:
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
    for device in DEVICES_TO_WRITE:
        _show(Path(device), root)
    _show(scratch, root, writable=True)
    for path in wanted:
        _link(path, root)
    for stream in STREAMS:
        if os.path.islink(stream):
            (root / stream.lstrip("/")).symlink_to(os.readlink(stream))
    _mount(None, root, None, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV)
    return failed


def _show(source: Path, root: Path, name: Path | None = None, *, writable: bool = False) -> None:
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
    if writable:
        return
    try:
        _mount(None, target, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID)
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


def _mount(source: str | Path | None, target: str | Path, kind: str | None, flags: int) -> None:
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    _call("mount", *texts, ctypes.c_ulong(flags), None)


def _call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments):
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")
