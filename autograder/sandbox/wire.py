"""Messages between the grader and a worker: 4 bytes of length, a JSON header, tensors in safetensors.

What arrives is never trusted: sizes, counts, types and ranks are bounded before anything is built from them, and
whatever does not fit raises WireError. Nothing here runs code of a message: no pickle, no torch.load.
"""

import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import Tensor

PREFIX = struct.Struct(">I")
TABLE_PREFIX = struct.Struct("<Q")
PAYLOAD = "payload"
DEPTH = 8
RANK = 16
DTYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}


class WireError(Exception):
    """A message that is not one: what came is malformed or forged."""


class TooLarge(WireError):
    """A message that is longer than its limit."""


@dataclass(frozen=True)
class Limits:
    """The largest message: bytes of its header, of its tensors, and how many tensors."""

    payload_bytes: int
    header_bytes: int = 256 * 1024
    tensors: int = 4096


@dataclass(frozen=True)
class Frame:
    """One message: a JSON object and the tensors that it names."""

    header: dict[str, Any]
    tensors: dict[str, Tensor]


def encode(header: Mapping[str, Any], tensors: Mapping[str, Tensor] | None = None) -> bytes:
    """Return the bytes of a message; tensors must be plain, dense, contiguous and on the CPU."""
    payload = safetensors.torch.save(dict(tensors)) if tensors else b""
    text = json.dumps({**header, PAYLOAD: len(payload)}).encode("ascii")
    return PREFIX.pack(len(text)) + text + payload


class FrameReader:
    """Puts one message after the other together from the bytes that arrive."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._bytes = bytearray()
        self._header: dict[str, Any] | None = None
        self._wanted = PREFIX.size
        self._sized = False

    @property
    def empty(self) -> bool:
        """Whether no byte of a further message has arrived."""
        return not self._bytes and not self._sized

    def feed(self, chunk: bytes) -> Frame | None:
        """Take the bytes that came; return a message when one is complete. `feed(b"")` asks for a further one.

        Raises WireError for anything malformed and TooLarge for what is over a limit.
        """
        self._bytes += chunk
        while len(self._bytes) >= self._wanted:
            part = bytes(self._bytes[: self._wanted])
            del self._bytes[: self._wanted]
            if not self._sized:
                self._sized, self._wanted = True, self._header_size(part)
            elif self._header is None:
                self._header, self._wanted = self._parse_header(part)
            else:
                header, self._header, self._sized, self._wanted = self._header, None, False, PREFIX.size
                return Frame(header, decode_tensors(part, self._limits))
        return None

    def _header_size(self, part: bytes) -> int:
        (size,) = PREFIX.unpack(part)
        if size > self._limits.header_bytes:
            raise TooLarge(f"a header of {size} bytes")
        return size

    def _parse_header(self, part: bytes) -> tuple[dict[str, Any], int]:
        try:
            header = json.loads(part)
        except (ValueError, RecursionError):
            raise WireError("a header that is not JSON") from None
        if not isinstance(header, dict) or too_deep(header):
            raise WireError("a header that is not a flat JSON object")
        size = header.pop(PAYLOAD, None)
        if type(size) is not int or size < 0:
            raise WireError("a header without the size of its tensors")
        if size > self._limits.payload_bytes:
            raise TooLarge(f"tensors of {size} bytes")
        return header, size


def too_deep(value: Any) -> bool:
    """Return whether lists and objects lie in each other more than DEPTH levels deep."""
    level = [value]
    for _ in range(DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return bool(level)


def decode_tensors(payload: bytes, limits: Limits) -> dict[str, Tensor]:
    """Return the tensors of a safetensors payload; raises WireError for what is not one or breaks a limit."""
    if not payload:
        return {}
    if len(payload) < TABLE_PREFIX.size or TABLE_PREFIX.unpack(payload[: TABLE_PREFIX.size])[0] > limits.header_bytes:
        raise WireError("tensors with a table that is too long")
    try:
        found = safetensors.deserialize(payload)
    except (safetensors.SafetensorError, ValueError, RuntimeError, OverflowError):
        raise WireError("tensors that are not safetensors") from None
    if len(found) > limits.tensors:
        raise WireError(f"{len(found)} tensors")
    return {name: _tensor(entry["dtype"], entry["shape"], entry["data"], limits) for name, entry in found}


def _tensor(dtype: str, shape: list[int], data: bytes, limits: Limits) -> Tensor:
    if dtype not in DTYPES or len(shape) > RANK:
        raise WireError(f"a tensor of type {dtype} with {len(shape)} axes")
    # A tensor without numbers may claim axes of any length, on which torch fails or allocates later.
    if math.prod(size or 1 for size in shape) > limits.payload_bytes:
        raise WireError("a tensor with axes that are too long")
    if dtype == "BOOL" and data.translate(None, b"\x00\x01"):
        raise WireError("truth values other than 0 and 1")
    try:
        flat = torch.frombuffer(bytearray(data), dtype=DTYPES[dtype]) if data else torch.empty(0, dtype=DTYPES[dtype])
        return flat.reshape(shape)
    except (RuntimeError, ValueError, OverflowError):
        raise WireError("a tensor whose shape and bytes do not agree") from None
