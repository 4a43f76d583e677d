"""What is fuzzed: for each reader a generator of bytes, and a judge that says what the reader made of them.

A judge raises on whatever the reader's documentation does not allow: another exception, a result of another form, a
file where none belongs.
"""

import contextlib
import sys
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from torch import Tensor

from autograder.budgets import Budgets
from autograder.intake import UnreadableSubmission, take, taken
from autograder.paths import ASSIGNMENT_NAME
from autograder.sandbox import messages, notebook
from autograder.sandbox.cells import read_cells
from autograder.sandbox.wire import DTYPES, RANK, Frame, FrameReader, Limits, WireError, encode
from seminar.subject import Run, SubmissionError, Weight
from tests.fuzz.archives import archive
from tests.fuzz.frames import several_messages
from tests.fuzz.notebooks import notebook_bytes, source_bytes
from tests.fuzz.writes import Writes

LIMITS = Limits(payload_bytes=1 << 20, header_bytes=1 << 16, tensors=8)
BUDGETS = Budgets(file_mib=1, source_kib=16, cells=50)
READERS: tuple[Callable[[Frame], Any], ...] = (
    messages.read_handle,
    messages.read_weights,
    lambda frame: messages.read_run(frame, 1),
    lambda frame: messages.read_run(frame, 2),
    messages.read_losses,
    messages.read_error,
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


def judge_cells(content: bytes, folder: Path) -> str:
    """Read the bytes as a script, and as a notebook, whose cells then go to a worker."""
    script, path = folder / "work.py", folder / "work.ipynb"
    for file in (script, path):
        file.write_bytes(content)
    with contextlib.suppress(UnreadableSubmission):
        assert len(read_cells(script, BUDGETS)) == 1
    return _cells(path)


def judge_source(content: bytes, folder: Path) -> str:
    """Let a notebook take the source up to where it would be executed."""
    with _modules_kept(), mock.patch.object(notebook, "exec", notebook.nothing, create=True), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        error = notebook.Notebook().run(0, content.decode("utf-8", "replace"), ["q1"])
    if error is None:
        return "compiled"
    _require_one_line(error)
    encode({"raised": error})
    return "error"


def judge_taken(suffix: str, content: bytes, folder: Path) -> str:
    """Hand the bytes in as a file with this suffix, and read the cells of what was taken."""
    given, out = folder / f"work{suffix}", folder / "out"
    given.write_bytes(content)
    out.mkdir(exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    found = None
    with Writes() as writes:
        try:
            found = take(given, out, BUDGETS, ASSIGNMENT_NAME)
        except UnreadableSubmission as error:
            _require_one_line(str(error))
    written = [] if found is None else [str(found)]
    assert writes.seen == written
    assert [str(path) for path in out.iterdir()] == written
    if found is None:
        return "refused"
    assert taken(out) == found
    _cells(found)
    return "taken"


TARGETS = (
    Target("wire", several_messages, judge_wire, ("reply", "message"), ("refused", "part of a message"), 0.4),
    Target("cells", notebook_bytes, judge_cells, ("cells", "no cells"), ("refused",), 0.15),
    Target("source", source_bytes, judge_source, ("compiled",), ("error",), 0.15),
    Target("notebook", notebook_bytes, partial(judge_taken, ".ipynb"), ("taken",), ("refused",), 0.15),
    Target("zip", archive, partial(judge_taken, ".zip"), ("taken",), ("refused",), 0.15),
)


def _cells(path: Path) -> str:
    try:
        cells = read_cells(path, BUDGETS)
    except UnreadableSubmission as error:
        _require_one_line(str(error))
        return "refused"
    for cell in cells:
        encode({"do": "cell", "source": cell.source, "questions": list(cell.questions)})
        assert cell.source.encode("utf-8").decode("utf-8") == cell.source
    return "cells" if cells else "no cells"


def _require_printable(value: Any) -> None:
    """Fail where a reply brings a text that would not be safe in a terminal or a report."""
    match value:
        case str():
            assert value.isprintable()
        case SubmissionError():
            assert set(value.values) == set(messages.ERRORS[value.code])
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
def _modules_kept() -> Iterator[None]:
    """Put back the modules whose places a notebook takes."""
    before = {name: sys.modules.get(name) for name in ("__main__", "otter")}
    try:
        yield
    finally:
        for name, module in before.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module
