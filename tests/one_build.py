"""`python -m tests.one_build`: note from which sources dist/ was built, so that tests need not build it again.

A build takes a minute of the processor, and is asked for by CI, by `make grade` and by every run of the tests. What was
built is fresh while neither the sources nor the built files have changed by a byte.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("autograder", "assignment", "solutions", "data_small", "requirements.txt", "pyproject.toml")
BUILT = "dist"
NOTE = "built_from.json"
# In the folders of the sources: what programs and people leave there, and the banks of questions. None of it is built.
NOT_BUILT = {"__pycache__", ".ipynb_checkpoints", ".OTTER_LOG", "bank"}
WRITTEN = ("autograder.zip", "assignment.zip", "build/secret.json")


def digest(place: Path) -> str:
    """Return the SHA-256 of names and contents of a file, or of all files below a folder but NOTE."""
    found = hashlib.sha256()
    for path in sorted(_files(place)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(place)} {content}\n".encode())
    return found.hexdigest()


def state(root: Path = ROOT) -> dict[str, str]:
    """Return the digests of all sources, and of what was built."""
    return {name: digest(root / name) for name in (*SOURCES, BUILT)}


def is_fresh(root: Path = ROOT) -> bool:
    """Return whether what lies in dist/ is all there and was built from the sources as they are now."""
    note = root / BUILT / NOTE
    if not note.is_file() or not all((root / BUILT / name).is_file() for name in WRITTEN):
        return False
    return json.loads(note.read_text(encoding="utf-8")) == state(root)


def note(root: Path = ROOT) -> None:
    """Write down, right after a build, what it was made from."""
    (root / BUILT / NOTE).write_text(json.dumps(state(root), indent=1) + "\n", encoding="utf-8")


def _files(place: Path) -> Iterator[Path]:
    if place.is_dir():
        for path in place.rglob("*"):
            if (
                path.is_file()
                and path.name != NOTE
                and not NOT_BUILT & {*path.relative_to(place).parts[:-1], path.name}
            ):
                yield path
    elif place.exists():
        yield place


if __name__ == "__main__":
    note()
