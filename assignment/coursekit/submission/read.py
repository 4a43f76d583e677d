"""Bytes of what was handed in -> a Submission: one file, or a zip or a folder of them.

Whoever grades reads with this, so that a student who tries `python -m seminar check FILE` is read alike. All of it is
bounded; a file is taken for what stands in it, whatever its name; nothing is run, or parsed as Python.
"""

from collections.abc import Mapping
from functools import partial

from .archive import Entry, entries_of, is_zip, plain_path
from .choice import choose
from .filled import Assignment
from .one_file import LONGEST_NAME, read_one, require_small
from .printable import readable
from .source import Limits, Submission, UnreadableError

DEFAULT = Limits()


def read_submission(name: str, content: bytes, assignment: Assignment, limits: Limits = DEFAULT) -> Submission:
    """Return what a file holds: a notebook, Python source, or a zip of files of which one counts.

    Raises UnreadableError for what is none of them or is a notebook of another assignment, and for more than `limits`
    allow.
    """
    shown = readable(name, LONGEST_NAME)
    require_small(shown, content, limits)
    if is_zip(name, content):
        return choose(shown, entries_of(shown, content, limits), assignment, limits)
    return read_one(shown, content, assignment, limits).submission({})


def read_folder(files: Mapping[str, bytes], name: str, assignment: Assignment, limits: Limits = DEFAULT) -> Submission:
    """Return the submission among files by their relative path, chosen as in a zip; `name` is how they are shown.

    Raises UnreadableError as `read_submission` does.
    """
    shown = readable(name, LONGEST_NAME)
    if len(files) > limits.entries:
        raise UnreadableError("too_many_entries", file=shown, limit=str(limits.entries))
    paths = {plain_path(path): content for path, content in files.items()}
    entries = [Entry(path, len(content), partial(_first, content)) for path, content in paths.items() if path]
    return choose(shown, entries, assignment, limits)


def _first(content: bytes, size: int) -> bytes:
    return content[:size]
