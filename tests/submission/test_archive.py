"""Zips as other programs pack them: BZip2 and LZMA, and zips in zips; no bomb is unpacked."""

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from coursekit.submission.source import UnreadableError
from tests.course import read_submission
from tests.submission.files import ANSWERS, notebook, zipped

WORK = notebook(ANSWERS)
METHODS = {"BZip2": zipfile.ZIP_BZIP2, "LZMA": zipfile.ZIP_LZMA}


def packed(method: int, files: dict[str, bytes]) -> bytes:
    """Return a zip of these files in a method of compression."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("size", [0, 100_000], ids=["small", "large"])
def test_other_methods_are_read(method: int, size: int) -> None:
    """7-Zip offers them for its zips; the work and the module beside it are there, every byte."""
    helper = b"x = 1\n" * size
    found = read_submission("work.zip", packed(method, {"hw/work.ipynb": WORK, "hw/own.py": helper}))
    assert found.cells == read_submission("work.ipynb", WORK).cells
    assert found.helpers == {"own.py": helper}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_bomb_is_refused_without_being_unpacked(method: int) -> None:
    """A gigabyte of zeros in a few hundred bytes: no more than may be read is unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive, archive.open("a.ipynb", "w", force_zip64=True) as file:
        for _ in range(40):
            file.write(bytes(10 << 20))
    content = buffer.getvalue()
    claimed = content.rfind((400 << 20).to_bytes(4, "little"))
    forged = content[:claimed] + (1 << 20).to_bytes(4, "little") + content[claimed + 4 :]
    for one in (content, forged):
        tracemalloc.start()
        with pytest.raises(UnreadableError, match=r"is larger than 32 MB|is not a readable zip archive"):
            read_submission("work.zip", one)
        assert tracemalloc.get_traced_memory()[1] < 120 << 20
        tracemalloc.stop()


def test_dictionary_that_claims_all_memory_is_refused() -> None:
    """LZMA says how much memory it needs, and takes it."""
    content = bytearray(packed(zipfile.ZIP_LZMA, {"a.ipynb": WORK}))
    dictionary = content.index(b"a.ipynb") + len(b"a.ipynb") + 5
    content[dictionary : dictionary + 4] = (0xFFFF_FFFF).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match="is not a readable zip archive"):
        read_submission("work.zip", bytes(content))


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_damaged_ones_are_refused(method: int) -> None:
    """Wherever a byte is wrong: it is refused or the work comes out whole."""
    content = packed(method, {"a.ipynb": WORK})
    whole = read_submission("work.ipynb", WORK).cells
    for place in range(0, len(content), 7):
        damaged = bytearray(content)
        damaged[place] ^= 0x55
        try:
            found = read_submission("work.zip", bytes(damaged))
        except UnreadableError:
            continue
        assert found.cells == whole


def test_zips_in_zips() -> None:
    """Two of them are opened, one in the other; a third is not."""
    one = zipped({"hw/a.ipynb": WORK})
    two = zipped({"homework.zip": one})
    three = zipped({"all.zip": two})
    for content in (one, two, three):
        assert read_submission("work.zip", content).cells == read_submission("work.ipynb", WORK).cells
    with pytest.raises(UnreadableError, match="has no notebook"):
        read_submission("work.zip", zipped({"more.zip": three}))


def overlapping(method: int, entries: int, more: int) -> bytes:
    """Return a zip whose entries are all the same bytes, followed by `more` bytes that each claims as its own too."""
    once = packed(method, {"000.ipynb": notebook("x = 1")})
    directory = once.index(b"PK\x01\x02")
    entry, end = bytearray(once[directory:-22]), bytearray(once[-22:])
    entry[20:24] = (int.from_bytes(entry[20:24], "little") + more).to_bytes(4, "little")
    names = (f"{number:03}.ipynb".encode() for number in range(entries))
    listed = b"".join(bytes(entry[:46]) + name for name in names)
    end[8:20] = struct.pack("<HHII", entries, entries, len(listed), directory + more)
    return once[:directory] + bytes(more) + listed + bytes(end)


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_entries_that_lie_over_each_other_cost_what_they_hold(method: int) -> None:
    """Thousands of names for one notebook in 30 MB took minutes of the process that grades: each read all of it."""
    content = overlapping(method, 300, 25 << 20)
    started = time.process_time()
    assert read_submission("work.zip", content).cells == read_submission("a.ipynb", notebook("x = 1")).cells
    assert time.process_time() - started < 1.5
