"""Messages as a forged worker could send them: true replies, then other headers, tables, lengths and bytes."""

import json
import struct
from random import Random
from typing import Any

import safetensors.torch
import torch

from autograder.sandbox import codec
from autograder.sandbox.wire import DTYPES, PAYLOAD, PREFIX
from seminar.subject import Subject
from tests.fuzz.mutations import NUMBERS, TEXTS, forged, json_bytes, mutated, odd_value

ERRORS = {**codec.ERRORS, **Subject.errors}
SHAPES = ((), (1,), (2, 3), (0,), (1, 2, 1, 2), (0, 4), (2,) * 5, (1,) * 16, (1,) * 17)
# Of safetensors, with those that no check compares, and some that there are not.
TYPES = (*DTYPES, "C64", "F8_E5M2", "F4", "U64", "OBJECT", "f32", "")


def several_messages(rng: Random) -> bytes:
    """Return the bytes of one to three messages, most of them forged in one way."""
    return b"".join(message(rng) for _ in range(rng.choice((1, 1, 1, 2, 3))))


def message(rng: Random) -> bytes:
    """Return the bytes of one message."""
    header, tensors = reply(rng), payload(rng)
    way = rng.randrange(8)
    if way == 1:
        header = {**header, rng.choice(list(header)): odd_value(rng)}
    elif way in (2, 3):
        changed = forged(rng, header)
        header = changed if isinstance(changed, dict) else {"reply": changed}
    elif way in (4, 5):
        tensors = forged_payload(rng, tensors)
    size: Any = len(tensors)
    if way == 6:
        size = rng.choice((odd_value(rng), size + rng.choice((-1, 1, 8)), 1 << 20, (1 << 20) + 1))
    whole_header: Any = {**header, PAYLOAD: size}
    if way == 6 and rng.randrange(4) == 0:
        whole_header = rng.choice((header, [whole_header], odd_value(rng)))
    text = json_bytes(rng, whole_header)
    length = len(text)
    if way == 6 and rng.randrange(2):
        length = rng.choice((0, max(length - 1, 0), length + 1, *NUMBERS)) % (1 << 32)
    whole = PREFIX.pack(length) + text + tensors
    return mutated(rng, whole) if way == 7 else whole


def reply(rng: Random) -> dict[str, Any]:
    """Return the header of a reply of any kind, right unless its tensors are not there."""
    match rng.randrange(7):
        case 0:
            return {"number": 1, "reply": rng.choice((0, 5, 1 << 53, (1 << 53) + 1))}
        case 1:
            row = {"name": "a.weight", "owner": "a", "is_parameter": rng.choice((True, False)), "value": name(rng)}
            return {"number": 1, "reply": [row] * rng.randrange(4)}
        case 2 | 3:
            run = {
                "outputs": [name(rng) for _ in range(rng.choice((1, 1, 2)))],
                "input_after": name(rng),
                "input_gradient": rng.choice((None, "0")),
                "gradients": dict([("w", name(rng)), ("b", None)][: rng.randrange(3)]),
                "activation_calls": rng.choice((0, 3, 1 << 52)),
            }
            return {"number": 1, "reply": run}
        case 4:
            losses = [rng.choice((1, 2.5, 1e308, float("nan"), 10**400)) for _ in range(rng.randrange(4))]
            return {"number": 1, "reply": losses}
        case 5:
            return {"number": 1, "reply": rng.choice(TEXTS)}
        case _:
            code = rng.choice(list(ERRORS))
            return {"number": 1, "error": code, "values": {value: rng.choice(TEXTS) for value in ERRORS[code]}}


def name(rng: Random) -> str:
    """Return the name of a tensor, which is nearly always there."""
    return rng.choice(("0",) * 9 + ("1",))


def payload(rng: Random) -> bytes:
    """Return tensors as safetensors writes them."""
    count = rng.choice((0, 1, 1, 2, 3))
    tensors = {
        str(number): torch.ones(rng.choice(SHAPES), dtype=rng.choice(list(DTYPES.values()))) for number in range(count)
    }
    return safetensors.torch.save(tensors) if tensors else b""


def forged_payload(rng: Random, tensors: bytes) -> bytes:
    """Return tensors whose table is not what it should be, or whose bytes are changed."""
    way = rng.randrange(4)
    if way == 0:
        return mutated(rng, tensors)
    data = bytes(rng.choice((0, 0, 1, 8, 64)))
    table: Any = {str(number): entry(rng, len(data)) for number in range(rng.choice((1, 1, 2, 9)))}
    if way == 1:
        table = forged(rng, table)
    text = json_bytes(rng, table) if way == 2 else json.dumps(table).encode()
    length = len(text) if rng.randrange(8) else rng.choice(NUMBERS)
    return struct.pack("<Q", length) + text + data


def entry(rng: Random, size: int) -> dict[str, Any]:
    """Return an entry of a table for tensors of `size` bytes together; it may overlap with others and lie about all."""
    start, end = (0, size) if rng.randrange(3) else (rng.choice((0, size, 1, 2**63)), rng.choice((0, 1, size, 2**64)))
    lengths = (*NUMBERS, 2**63, 2**64 - 1, -1) if rng.randrange(2) else (0, 1, 2, 8)
    shape: list[int] = [rng.choice(lengths) for _ in range(rng.choice((0, 1, 2, 3, 5, 40)))]
    if size == 0 and rng.randrange(4):
        shape.insert(rng.randint(0, len(shape)), 0)
    return {"dtype": rng.choice(TYPES), "shape": shape, "data_offsets": [start, end]}
