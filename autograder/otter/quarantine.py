"""Takes what was submitted out of Otter's reach before Otter, or Python's import system, looks at it.

What lies in quarantine are the bytes as they were handed in, under a name that tells nobody anything; their own name
lies beside them.
"""

import json
import shutil
from pathlib import Path

import nbformat

# The first two lines come first: a process of its own imports the libraries of the sandbox while this one imports them.
TRUSTED_CELL = """\
from autograder.sandbox.forking import fork_server
fork_server()
from autograder.otter.session import Session
from coursekit.probes import PROVIDER

globals()[PROVIDER] = Session()
"""
# What other users of the machine must not reach: hidden tests, the secret, the fresh images.
PRIVATE = ("tests", "files")
CONTENT_FILE, NAME_FILE = "submission", "name.json"


def put(place: Path, name: str, content: bytes) -> None:
    """Write a submission, by the name of its file and its bytes, into the quarantine `place`."""
    (place / CONTENT_FILE).write_bytes(content)
    (place / NAME_FILE).write_text(json.dumps(name), encoding="utf-8")  # escaped: a name may be no Unicode


def taken(place: Path) -> tuple[str, Path]:
    """Return the name of the file that lies in quarantine, and where its bytes are."""
    return json.loads((place / NAME_FILE).read_text(encoding="utf-8")), place / CONTENT_FILE


def move_all(folder: Path, place: Path, keep: tuple[str, ...] = ()) -> None:
    """Move everything in `folder` to `place`, except the names in `keep`; links are moved as links, never followed."""
    for entry in sorted(folder.iterdir()):
        if entry.name not in keep or entry.is_symlink():
            shutil.move(entry, place / entry.name)


def trusted_notebook(assignment: str | None = None) -> nbformat.NotebookNode:
    """Return the notebook that Otter executes in place of the submitted one: one cell, which binds the session."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(TRUSTED_CELL)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    if assignment is not None:
        notebook.metadata["otter"] = {"assignment_name": assignment}
    return notebook


def write_stand_in(path: Path, assignment: str) -> Path:
    """Write the trusted notebook at `path`, for Otter to read in place of the submission; return the path."""
    nbformat.write(trusted_notebook(assignment), path)
    return path


def close_to_others(source: Path) -> None:
    """Keep an unpacked autograder.zip from every other user of this machine."""
    for name in PRIVATE:
        if (source / name).is_dir():
            (source / name).chmod(0o700)
