"""What is fuzzed: for each reader a generator of bytes, and a judge that says what the reader made of them.

A judge raises on whatever the reader's documentation does not allow: another exception, a result of another form, a
file where none belongs.
"""

import contextlib
import posixpath
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor

from autograder.grading import MIB
from autograder.sandbox import codec
from autograder.sandbox.step_messages import submission_header
from autograder.sandbox.wire import DTYPES, RANK, Frame, FrameReader, Limits, WireError, encode
from coursekit.errors import SubmissionError
from coursekit.language import LANGUAGES, current_language, use_language
from coursekit.probes import probes_of
from coursekit.submission import source
from coursekit.submission.names import compiled
from coursekit.submission.plan import make_plan
from coursekit.submission.source import Cell, Note, UnreadableError
from coursekit.submission.statements import NOT_PYTHON, Statement
from seminar.subject import Run, Subject, Weight
from tests.course import CLASS_OF, read_submission
from tests.fuzz.archives import archive
from tests.fuzz.frames import several_messages
from tests.fuzz.notebooks import notebook_bytes, script_bytes, source_bytes
from tests.fuzz.writes import Writes

LIMITS = Limits(payload_bytes=1 << 20, header_bytes=1 << 16, tensors=8)
READ = source.Limits(file_mib=1, source_kib=16, cells=50)
PROBES = probes_of(Subject)
ERRORS = {**codec.ERRORS, **Subject.errors}
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("make", {}),
    ("weights", {}),
    ("run", {"inputs": torch.ones(2, 3), "calls": 1}),
    ("run", {"inputs": torch.ones(2, 3), "calls": 2}),
    ("fit", {}),
    ("device_error", {}),
    ("same_in_channels_last", {}),
    ("evaluate", {"images": torch.ones(2, 3), "batch_size": 2}),
)
READERS: tuple[Callable[[Frame], Any], ...] = (
    *(partial(codec.read_reply, PROBES[name], asked) for name, asked in ASKED),
    partial(codec.read_error, errors=Subject.errors),
)


@dataclass(frozen=True)
class Target:
    """One reader with its inputs.

    make: draws an input. judge: gives it to the reader, which may use a folder, and returns a word for what came of it.
    accepted, refused: the words that `judge` may return. share: of the inputs of a run.
    """

    name: str
    make: Callable[[Random], bytes]
    judge: Callable[[bytes, Path], str]
    accepted: tuple[str, ...]
    refused: tuple[str, ...]
    share: float


def judge_wire(content: bytes, folder: Path) -> str:
    """Cut the bytes at random, read all their messages, and these as replies of every kind."""
    cuts = Random(zlib.crc32(content))
    reader, word, rest = FrameReader(LIMITS), "part of a message", content
    try:
        while rest:
            size = cuts.choice((0, 1, 2, 5, 50, 1000, len(rest)))
            chunk, rest = rest[:size], rest[size:]
            frame = reader.feed(chunk)
            while frame is not None:
                word = "reply" if is_reply(frame) or word == "reply" else "message"
                frame = reader.feed(b"")
    except WireError:
        return "refused"
    return word


def is_reply(frame: Frame) -> bool:
    """Return whether a frame is a reply of any kind; what comes out of it is used as a grader would."""
    for tensor in frame.tensors.values():
        assert type(tensor) is Tensor
        assert tensor.dtype in DTYPES.values()
        assert tensor.dim() <= RANK
        assert tensor.isfinite().all() in (True, False)
        assert tensor.double().numpy().shape == tensor.shape
    found = False
    for read in READERS:
        with contextlib.suppress(WireError):
            value = read(frame)
            _require_printable(value)
            found = found or value is not None
    return found


def judge_source(content: bytes, folder: Path) -> str:
    """Plan what is run of a source, up to where it would be executed."""
    text = content.decode("utf-8", "replace")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plan = make_plan([Cell(text, 1)], CLASS_OF)
        errors = [_compiled(statement) for statement in plan.statements]
    return "error" if any(errors) else "compiled"


def judge_read(name: str, content: bytes, folder: Path) -> str:
    """Read the bytes as a file of this name; what comes out is sent to a worker."""
    with Writes() as writes:
        try:
            found = read_submission(name, content, READ)
        except UnreadableError as error:
            _require_told(error.note)
            found = None
    assert writes.seen == []
    if found is None:
        return "refused"
    _require_printable([found.name])
    assert found.language in (None, "ru", "en")
    assert len(found.cells) <= READ.cells
    assert sum(len(cell.source) for cell in found.cells) <= READ.source_kib * 1024
    assert sum(map(len, found.helpers.values())) <= READ.file_mib * MIB
    for note in found.notes:
        _require_told(note)
    for path in found.helpers:
        _require_inside(posixpath.join(found.place, path), path)
    encode(submission_header(found, CLASS_OF, []))
    for cell in found.cells:
        assert cell.source.encode("utf-8").decode("utf-8") == cell.source
        assert "\r" not in cell.source
    return "helpers" if found.helpers else "cells" if found.cells else "no cells"


TARGETS = (
    Target("wire", several_messages, judge_wire, ("reply", "message"), ("refused", "part of a message"), 0.4),
    Target("source", source_bytes, judge_source, ("compiled",), ("error",), 0.15),
    Target("notebook", notebook_bytes, partial(judge_read, "work.ipynb"), ("cells", "no cells"), ("refused",), 0.2),
    Target("script", script_bytes, partial(judge_read, "work.py"), ("cells", "no cells"), ("refused",), 0.05),
    Target("zip", archive, partial(judge_read, "work.zip"), ("cells", "no cells", "helpers"), ("refused",), 0.2),
)


def _compiled(statement: Statement) -> str:
    """Compile a statement; return why that is impossible, or ""."""
    if statement.tree is None:
        _require_one_line(statement.error)
        return statement.error
    try:
        compiled(statement)
    except NOT_PYTHON as error:
        return type(error).__name__
    return ""


def _require_told(note: Note) -> None:
    """Fail where a note has no sentence, or one that would not be safe in a terminal or a report."""
    for language in LANGUAGES:
        with spoken(language):
            _require_printable(str(note))


def _require_inside(path: str, from_there: str) -> None:
    """Fail where a helper's path would lead out of what was handed in, or is not written in the shortest way."""
    assert path.isprintable()
    assert from_there == posixpath.normpath(from_there)
    assert not path.startswith("/")
    assert posixpath.normpath(path).split("/")[0] != ".."


def _require_printable(value: Any) -> None:
    """Fail where a reply brings a text that would not be safe in a terminal or a report."""
    match value:
        case str():
            assert value.isprintable()
        case SubmissionError():
            assert set(value.values) == set(ERRORS[value.code])
            _require_printable(list(value.values.values()))
        case Run():
            _require_printable(list(value.gradients))
        case Weight():
            _require_printable([value.name, value.owner])
        case list():
            for inner in value:
                _require_printable(inner)


def _require_one_line(text: str) -> None:
    assert text.splitlines() == [text], f"not one line: {text!r}"


@contextlib.contextmanager
def spoken(language: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = current_language()
    use_language(language)
    try:
        yield
    finally:
        use_language(before)
