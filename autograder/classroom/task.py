"""What a process that grades is told, and what it gives back where there is no mark."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from autograder.grading import DeviceChoice

Outcome = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """One submission to grade: its file's name and bytes, the language of messages where it names none, whether to run
    it even where it cannot be confined, and where training runs happen."""

    name: str
    content: bytes
    language: str
    unconfined: bool
    device: DeviceChoice = "cpu"


def without_mark(status: str, reason: str, language: str) -> Outcome:
    """Return the outcome of a submission that was not examined, or not yet."""
    nothing: dict[str, Any] = {"results": None, "checks": [], "measured": {}, "layers": {}, "confined": True}
    told: dict[str, Any] = {name: [] for name in ("remarks", "notes", "blocked", "suspicious")}
    spent = {"seconds": 0.0, "cpu_seconds": 0.0}
    return {"status": status, "reason": reason, "language": language, **nothing, **told, **spent}


def unpack(archive: Path | BytesIO, folder: Path, only: Path | None = None) -> Path:
    """Unpack an autograder.zip (its path or bytes) into `folder`, closed to other users; return the folder.

    only: the one file to unpack, if it is there.
    """
    folder.mkdir(mode=0o700, parents=True)
    with zipfile.ZipFile(archive) as entries:
        names = entries.namelist()
        entries.extractall(folder, names if only is None else {only.as_posix()} & {*names})
    return folder
