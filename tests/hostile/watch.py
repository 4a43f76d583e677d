"""Watches what a hostile submission may not touch, and says afterwards what it touched all the same.

    with Watch(scratch, hashed=[build], listed=[package]) as watch:
        ...grade something...
    assert watch.violations == []

Seen are canaries (files whose names say so) outside the scratch folder, changed and new files of protected folders,
bytes that reached a listener, and processes left behind. What a text gives away is told by `leaks`.
"""

import base64
import contextlib
import json
import os
import shutil
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from autograder.paths import ROOT
from tests.hostile.files import canaries, hashes, listing
from tests.hostile.listeners import Listeners
from tests.hostile.processes import left_behind, running

SYSTEM_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/run/lock")
HOME_FOLDERS = (".", ".ipython/profile_default/startup", ".config", ".local/lib", ".cache", ".jupyter", ".ssh")
PROJECT_FOLDERS = (".", "assignment", "assignment/seminar", "autograder", "dist", "dist/build", "tests", "data_small")
# Where a link in a scratch folder points (bomb_locked_folders): what cleans up must not follow it.
LINK_TARGET = Path("/tmp/hostile_link_target")
GRACE = 3.0  # seconds that processes have to end


class Watch:
    """A context; `violations` has one line for everything that should not have happened, sorted by kind.

    scratch: everything below it is allowed. hashed: files and folders whose every byte must stay (the build, results
    of others, tests). listed: large folders that are compared by names, sizes and dates (torch, otter), without
    bytecode caches. allowed: words of command lines of processes that may stay. listen: False where another watch of
    the same machine listens already.
    """

    def __init__(
        self,
        scratch: Path,
        *,
        hashed: Iterable[Path] = (),
        listed: Iterable[Path] = (),
        allowed: Iterable[str] = (),
        listen: bool = True,
    ) -> None:
        self.violations: list[str] = []
        self._scratch = scratch.resolve()
        self._hashed, self._listed, self._allowed = tuple(hashed), tuple(listed), tuple(allowed)
        self._listeners = Listeners() if listen else None

    def __enter__(self) -> "Watch":
        """Note how everything is. Raises OSError when a listener's address is taken."""
        LINK_TARGET.mkdir(exist_ok=True)
        (LINK_TARGET / "must_stay").touch()
        self._places = places()
        self._canaries = canaries(self._places, self._scratch)
        self._hashes = hashes(self._hashed)
        self._listings = listing(self._listed)
        if self._listeners:
            self._listeners.__enter__()
        self._processes = running()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Compare; new canaries are reported and deleted, so that the next watch begins clean."""
        for process in left_behind(self._processes, self._allowed, GRACE):
            self.violations.append(f"process left: {process}")
        if self._listeners:
            self.violations += self._listeners.received()
            self._listeners.__exit__(kind, error, trace)
        for path in sorted(canaries(self._places, self._scratch) - self._canaries):
            self.violations.append(f"file written: {path}")
            _remove(path)
        self.violations += _differences(self._hashes, hashes(self._hashed))
        self.violations += _differences(self._listings, listing(self._listed))
        if not (LINK_TARGET / "must_stay").exists():
            self.violations.append(f"link followed: {LINK_TARGET / 'must_stay'} is gone")
        shutil.rmtree(LINK_TARGET, ignore_errors=True)


def places() -> list[Path]:
    """Return the folders in which canaries are looked for, each without what lies below it."""
    homes = {Path.home(), Path("/root"), *Path("/home").glob("*")}
    here = Path.cwd()
    packages = {Path(sysconfig.get_path(key)) for key in ("purelib", "platlib", "stdlib", "scripts", "data")}
    site = Path(sysconfig.get_path("purelib"))
    packages |= {site / name for name in ("torch", "otter", "numpy", "seminar", "autograder", "safetensors")}
    found = {
        *map(Path, SYSTEM_FOLDERS),
        *(home / name for home in homes for name in HOME_FOLDERS),
        *(ROOT / name for name in PROJECT_FOLDERS),
        *packages,
        *(package / "__pycache__" for package in packages),
        Path("/autograder"),
        here,
        *here.parents,
        *ROOT.parents,
    }
    return sorted({folder.resolve() for folder in found if _is_folder(folder)})


def leaks(text: str, secrets: Iterable[str]) -> list[str]:
    """Return the secrets that `text` gives away: as they are, broken into lines, escaped, in hexadecimal or base64."""
    joined = "".join(text.split())
    found = []
    for secret in secrets:
        content = secret.encode("utf-8")
        # Base64 of a part of a longer text: without the characters that mix with what stands before and after it.
        encoded = [base64.b64encode(bytes(skip) + content).decode()[skip + 1 :].rstrip("=")[:-1] for skip in range(3)]
        plain = [secret, json.dumps(secret)[1:-1], secret[::-1]]
        dense = ["".join(secret.split()), content.hex(), *(word for word in encoded if len(word) >= 8)]
        if any(word and word in text for word in plain) or any(word and word in joined for word in dense):
            found.append(secret)
    return found


def _differences(before: dict[Path, str], after: dict[Path, str]) -> list[str]:
    changed = [f"changed: {path}" for path in sorted(before.keys() & after.keys()) if before[path] != after[path]]
    gone = [f"gone: {path}" for path in sorted(before.keys() - after.keys())]
    return changed + gone + [f"new: {path}" for path in sorted(after.keys() - before.keys())]


def _remove(path: Path) -> None:
    """Delete one file, link or folder that should not be there; a folder that is not empty stays."""
    with contextlib.suppress(OSError):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and os.access(path, os.R_OK | os.X_OK)
    except OSError:
        return False
