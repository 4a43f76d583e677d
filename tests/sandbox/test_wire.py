"""The wire takes whole messages apart; whatever else comes raises WireError, and nothing is built from it."""

import json
import random
import struct

import pytest
import safetensors.torch
import torch

from autograder.sandbox.wire import DTYPES, Frame, FrameReader, Limits, TooLarge, WireError, encode

LIMITS = Limits(payload_bytes=1 << 20, header_bytes=1 << 12, tensors=8)


def read(message: bytes) -> Frame | None:
    """Read one message under LIMITS."""
    return FrameReader(LIMITS).feed(message)


def framed(header: bytes, payload: bytes = b"") -> bytes:
    """Put a length before a header, whatever it holds."""
    return struct.pack(">I", len(header)) + header + payload


def with_payload(payload: bytes) -> bytes:
    """Return a message whose tensors are `payload`."""
    return framed(json.dumps({"payload": len(payload)}).encode(), payload)


def table(data: bytes = bytes(8), **entries: object) -> bytes:
    """Return a safetensors payload with a table of our own."""
    text = json.dumps(entries).encode()
    return struct.pack("<Q", len(text)) + text + data


@pytest.mark.parametrize("dtype", DTYPES.values(), ids=str)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 1, 5)], ids=str)
def test_message_comes_back_as_it_was(dtype: torch.dtype, shape: tuple[int, ...]) -> None:
    """Header and tensors are the same, however the bytes are cut."""
    value = (torch.arange(30)[: int(torch.tensor(shape).prod())].reshape(shape) % 2).to(dtype)
    message = encode({"do": "run", "n": 1}, {"0": value})
    reader = FrameReader(LIMITS)
    frames = [reader.feed(message[at : at + 7]) for at in range(0, len(message), 7)]
    assert frames[:-1] == [None] * (len(frames) - 1)
    frame = frames[-1]
    assert frame is not None
    assert frame.header == {"do": "run", "n": 1}
    assert frame.tensors["0"].dtype == dtype
    assert torch.equal(frame.tensors["0"], value)


def test_not_a_number_and_infinity_travel() -> None:
    """A check judges them; the wire does not."""
    frame = read(encode({"losses": [float("nan")]}, {"0": torch.tensor([float("nan"), float("inf")])}))
    assert frame is not None
    assert frame.header["losses"][0] != frame.header["losses"][0]
    assert frame.tensors["0"].isnan().tolist() == [True, False]


def test_messages_follow_each_other() -> None:
    """What is left of the bytes begins the next message."""
    reader = FrameReader(LIMITS)
    first = reader.feed(encode({"n": 1}) + encode({"n": 2})[:-1])
    assert first == Frame({"n": 1}, {})
    assert not reader.empty
    assert reader.feed(encode({"n": 2})[-1:]) == Frame({"n": 2}, {})
    assert reader.empty


MALFORMED = {
    "no JSON": framed(b"GARBAGE"),
    "no object": framed(b"[]"),
    "no payload size": framed(b"{}"),
    "negative payload size": framed(b'{"payload": -1}'),
    "fractional payload size": framed(b'{"payload": 0.5}'),
    "payload size true": framed(b'{"payload": true}'),
    "bytes that are not UTF-8": framed(b'{"a": "\xff\xfe"}'),
    "nested too deep": framed(b'{"payload": 0, "a": ' + b"[" * 20 + b"]" * 20 + b"}"),
    "nested deeper than Python goes": framed(b"[" * 4000),
    "number of 4,000 digits": framed(b'{"payload": ' + b"9" * 4000 + b"}"),
    "payload without a table": with_payload(b"\x01"),
    "table beyond the payload": with_payload(struct.pack("<Q", 1 << 11) + b"{}"),
    "table of 2**63 bytes": with_payload(struct.pack("<Q", 1 << 63) + b"{}"),
    "table that is not JSON": with_payload(struct.pack("<Q", 2) + b"{]"),
    "shape larger than its bytes": with_payload(table(a={"dtype": "F32", "shape": [9], "data_offsets": [0, 8]})),
    "shape whose product overflows": with_payload(
        table(a={"dtype": "F32", "shape": [1 << 62, 1 << 62], "data_offsets": [0, 8]})
    ),
    "empty tensor with an axis beyond 64 bits": with_payload(
        table(b"", a={"dtype": "F32", "shape": [0, 1 << 63], "data_offsets": [0, 0]})
    ),
    "empty tensor whose axes are more than torch can count": with_payload(
        table(b"", a={"dtype": "F32", "shape": [0, 1 << 62, 1 << 62], "data_offsets": [0, 0]})
    ),
    "empty tensor whose axes are more than there is memory": with_payload(
        table(b"", a={"dtype": "F32", "shape": [1 << 40, 0], "data_offsets": [0, 0]})
    ),
    "negative shape": with_payload(table(a={"dtype": "F32", "shape": [-2], "data_offsets": [0, 8]})),
    "offsets outside": with_payload(table(a={"dtype": "F32", "shape": [2], "data_offsets": [8, 16]})),
    "overlapping tensors": with_payload(
        table(
            a={"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
            b={"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
        )
    ),
    "unknown type": with_payload(table(a={"dtype": "OBJECT", "shape": [1], "data_offsets": [0, 8]})),
    "type that no check compares": with_payload(table(a={"dtype": "C64", "shape": [1], "data_offsets": [0, 8]})),
    "forty axes": with_payload(table(a={"dtype": "F32", "shape": [2] + [1] * 40, "data_offsets": [0, 8]})),
    "truth value 2": with_payload(table(b"\x02" * 8, a={"dtype": "BOOL", "shape": [8], "data_offsets": [0, 8]})),
    "nine tensors of eight": with_payload(safetensors.torch.save({str(n): torch.zeros(1) for n in range(9)})),
}


@pytest.mark.parametrize("message", MALFORMED.values(), ids=MALFORMED)
def test_malformed_message_raises(message: bytes) -> None:
    """One kind of exception for everything that is not a message."""
    with pytest.raises(WireError):
        read(message)


@pytest.mark.parametrize(
    "message",
    [b"\xff\xff\xff\xff", framed(b'{"payload": 10000000000}'), framed(b'{"payload": 1048577}')],
    ids=["header of 4 GB", "tensors of 10 GB", "tensors of a byte too many"],
)
def test_too_large_message_is_refused_before_it_is_read(message: bytes) -> None:
    """Its length is enough to refuse it."""
    with pytest.raises(TooLarge):
        read(message)


def test_mutated_messages_raise_only_wire_errors() -> None:
    """2,000 messages with changed, lost and added bytes: a frame, a wish for more, or WireError."""
    rng = random.Random(0)
    good = encode(
        {"number": 1, "outputs": ["0"], "a": [1, 2.5, None, "x"]}, {"0": torch.ones(3, 2), "1": torch.ones(2).bool()}
    )
    outcomes = {"frame": 0, "more": 0, "error": 0}
    for _ in range(2000):
        message = bytearray(good)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(message))
            change = rng.random()
            if change < 0.6:
                message[at] = rng.randrange(256)
            elif change < 0.8:
                del message[at : at + rng.randint(1, 9)]
            else:
                message[at:at] = rng.randbytes(rng.randint(1, 9))
        try:
            outcomes["frame" if read(bytes(message)) else "more"] += 1
        except WireError:
            outcomes["error"] += 1
    assert all(outcomes.values()), outcomes
