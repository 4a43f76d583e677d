"""Bytes of a zip -> its entries, each to be read alone and within bounds; nothing is unpacked to disk."""

import bz2
import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from .source import Limits, UnreadableError

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")  # what a zip begins with, an empty one too
ENTRY = b"PK\x01\x02"  # what each entry of a zip's directory begins with
# zipfile unpacks the other two without a bound: BZip2 by blocks of 45 MB, LZMA with as much memory as is claimed.
BY_ZIPFILE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UNDERSTOOD = (*BY_ZIPFILE, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
LARGEST_DICTIONARY = 64 << 20  # of LZMA, in bytes: what 7-Zip takes at most for files of this size
CHUNK = 1 << 16  # bytes of BZip2 or LZMA that are read at a time
LOCAL_HEADER = struct.Struct(
    "<26xHH"
)  # before an entry's data, its name and its extra field, whose lengths it ends with
LZMA_HEADER = struct.Struct(
    "<2xHBI"
)  # before the data: the length of what follows, lc, lp and pb in one, the dictionary
ENCRYPTED, UTF_8 = 0x1, 0x800  # flags of an entry
NO_DATE = (1980, 1, 1, 0, 0, 0)

Date = tuple[int, ...]


@dataclass(frozen=True)
class Entry:
    """One file among several that were handed in together.

    path: with `/`, without `.` and `..`. size: in bytes, as is claimed. modified: the date, () where it is unknown.
    read: returns at most so many bytes; raises UnreadableError. trouble: the code of why it cannot be read, or "".
    """

    path: str
    size: int
    read: Callable[[int], bytes]
    modified: Date = ()
    trouble: str = ""

    @property
    def folder(self) -> str:
        """The path of its folder with `/` at the end, "" for the top."""
        return self.path.rpartition("/")[0] + "/" if "/" in self.path else ""

    @property
    def file_name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]


def is_zip(name: str, content: bytes) -> bool:
    """Return whether a file is to be read as a zip: by its first bytes, or by its name where it is no JSON."""
    return content.startswith(SIGNATURES) or (name.lower().endswith(".zip") and content.lstrip()[:1] != b"{")


def entries_of(name: str, content: bytes, limits: Limits) -> list[Entry]:
    """Return the files in a zip; of two with one path the last, as after unpacking. `name` is how the zip is shown.

    Raises UnreadableError when it is damaged or has too many entries.
    """
    if content.count(ENTRY) > limits.entries:
        raise UnreadableError("too_many_entries", file=name, limit=str(limits.entries))
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
    except Exception:
        # Damaged and forged archives make zipfile raise errors of a dozen types.
        raise UnreadableError("not_zip", file=name) from None
    found: dict[str, Entry] = {}
    for info in infos:
        path = plain_path(_unmarked(info))
        if path and not info.is_dir():
            modified = () if info.date_time <= NO_DATE else tuple(info.date_time)
            read = _reader(name, content, archive, info)
            found[path] = Entry(path, info.file_size, read, modified, _trouble(info))
    return list(found.values())


def plain_path(path: str) -> str:
    """Return a path with `/` between its parts, without `.` and without the root; "" if it leads out of its folder."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    return "" if ".." in parts or (parts and parts[0].endswith(":")) else "/".join(parts)


def _unmarked(info: zipfile.ZipInfo) -> str:
    """Return the name of an entry, decoded as the programs meant it that do not say in which encoding it is."""
    if info.flag_bits & UTF_8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")  # as zipfile has decoded it
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")  # macOS
    except UnicodeDecodeError:
        return raw.decode("cp866")  # Windows in Russia


def _trouble(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.flag_bits & ENCRYPTED:
        return "encrypted"
    return "odd_entry" if info.compress_type not in UNDERSTOOD or kind not in (0, stat.S_IFREG) else ""


def _reader(name: str, content: bytes, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(size: int) -> bytes:
        try:
            if info.compress_type not in BY_ZIPFILE:
                return _unpacked(content, info, size)
            with archive.open(info) as file:
                return file.read(size)
        except Exception:
            failed = True
        # Outside of the handler: an error would keep what was read so far, by the traceback of the first one.
        if failed:
            raise UnreadableError("not_zip", file=name)
        raise AssertionError("not reached")

    return read


def _unpacked(content: bytes, info: zipfile.ZipInfo, size: int) -> bytes:
    """Return at most `size` bytes of an entry in BZip2 or LZMA, with no more memory than that and a dictionary.

    Raises errors of several types for what is damaged, and ValueError for too large a dictionary.
    """
    name, extra = LOCAL_HEADER.unpack_from(content, info.header_offset)
    begin = info.header_offset + LOCAL_HEADER.size + name + extra
    packed = memoryview(content)[begin : begin + info.compress_size]
    if info.compress_type == zipfile.ZIP_BZIP2:
        found = _decompressed(bz2.BZ2Decompressor(), packed, size)
    else:
        length, settings, dictionary = LZMA_HEADER.unpack_from(packed)
        if dictionary > LARGEST_DICTIONARY or settings >= 9 * 5 * 5:
            raise ValueError("a dictionary larger than anybody needs")
        rest, lc = divmod(settings, 9)
        pb, lp = divmod(rest, 5)
        filters = [{"id": lzma.FILTER_LZMA1, "dict_size": max(dictionary, 4096), "lc": lc, "lp": lp, "pb": pb}]
        unpacking = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
        found = _decompressed(unpacking, packed[4 + length :], min(size, info.file_size))
    if len(found) < min(size, info.file_size) or (len(found) == info.file_size and zlib.crc32(found) != info.CRC):
        raise ValueError("damaged")
    return found


def _decompressed(unpacking: bz2.BZ2Decompressor | lzma.LZMADecompressor, packed: memoryview, size: int) -> bytes:
    """Return at most `size` bytes, of no more of `packed` than these need: entries may lie over each other, and each
    claim all the rest of a zip as its own."""
    found = bytearray()
    for start in range(0, len(packed), CHUNK):
        found += unpacking.decompress(packed[start : start + CHUNK], size - len(found))
        if unpacking.eof or len(found) >= size:
            break
    return bytes(found)
