"""Changes to what was valid: bytes flipped, lost, added and forged; values of JSON replaced by others of any type.

Every function draws from a Random: a seeded one in a long run, hypothesis' own in a short one, which then shrinks.
"""

import json
import re
import struct
from random import Random
from typing import Any

NUMBERS = (0, 1, 2, 7, 8, 127, 128, 255, 256, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**53, 2**62, 2**63 - 1)
INTEGERS = (*NUMBERS, 2**63, 2**64 - 1, 2**64, 10**30, 10**400, -1, -(2**31), -(2**63), -(10**400))
FLOATS = (0.5, -0.0, 1e308, 5e-324, float("nan"), float("inf"), float("-inf"))
TEXTS = (
    "",
    "0",
    "1",
    "q1",
    "code",
    "x" * 3000,
    "\ud800",
    "\udfff\ud800",
    "\u202e",
    "\x1b[2J",
    "a\nb",
    "\0",
    "../x",
    "Ж",
    "🙂",
)
# Sizes of integers in the files that are forged, and their order of bytes.
FORMATS = ("<H", "<I", "<Q", ">H", ">I", ">Q")
DEEP = (2, 7, 8, 9, 50, 900, 1000, 5000, 10_000)
PAIRS = (("[", "]"), ('{"a":', "}"))
# A value in the text of JSON.
PLACE = re.compile(r'(?:null|true|false|"[^"\\]*")(?=\s*[,}\]])')


def mutated(rng: Random, content: bytes) -> bytes:
    """Return `content` with one to four changes anywhere."""
    changed = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(changed))
        end = at + rng.randint(1, 9)
        match rng.randrange(8):
            case 0 | 1 if at < len(changed):
                changed[at] ^= 1 << rng.randrange(8)
            case 2 if at < len(changed):
                changed[at] = rng.randrange(256)
            case 3:
                changed[at:at] = rng.randbytes(end - at)
            case 4:
                del changed[at:end]
            case 5:
                del changed[at:]
            case 6:
                changed[at:at] = changed[rng.randint(0, at) : end]
            case 7:
                form = rng.choice(FORMATS)
                number = rng.choice(NUMBERS) % (1 << 8 * struct.calcsize(form))
                changed[at : at + struct.calcsize(form)] = struct.pack(form, number)
    return bytes(changed)


def odd_value(rng: Random, depth: int = 2) -> Any:
    """Return any value that JSON can hold."""
    match rng.randrange(8 if depth else 5):
        case 0:
            return rng.choice((None, True, False))
        case 1:
            return rng.choice(INTEGERS)
        case 2:
            return rng.choice(FLOATS)
        case 3 | 4:
            return rng.choice(TEXTS)
        case 5:
            return [odd_value(rng, depth - 1) for _ in range(rng.randrange(4))]
        case 6:
            return {rng.choice(TEXTS): odd_value(rng, depth - 1) for _ in range(rng.randrange(3))}
        case _:
            return nested(rng.choice(DEEP[:5]))


def nested(depth: int) -> list[Any]:
    """Return lists in each other."""
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


def forged(rng: Random, value: Any) -> Any:
    """Return a copy of a JSON value with one part at any depth replaced, left out, or put in twice."""
    if not isinstance(value, dict | list) or not value or rng.randrange(5) == 0:
        return odd_value(rng)
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = rng.choice(keys)
    copy: Any = value.copy()
    match rng.randrange(8):
        case 0:
            del copy[key]
        case 1 if isinstance(copy, list):
            copy.insert(key, copy[key])
        case 1:
            copy[rng.choice(TEXTS)] = copy[key]
        case 2:
            copy[key] = copy[rng.choice(keys)]
        case _:
            copy[key] = forged(rng, copy[key])
    return copy


def json_bytes(rng: Random, value: Any) -> bytes:
    """Return JSON, sometimes in a form that only some readers take: keys twice, other encodings, lists too deep."""
    text = json.dumps(value, ensure_ascii=rng.randrange(4) > 0)
    match rng.randrange(16):
        case 0 if text.startswith("{") and text != "{}":
            text = "{" + rng.choice((text[1:-1], f'"cells": {json.dumps(odd_value(rng))}')) + ", " + text[1:]
        case 1 | 2 if places := [found.span() for found in PLACE.finditer(text)]:
            start, end = rng.choice(places)
            # Written as text, because json cannot write all that it can read.
            depth, pair = rng.choice(DEEP), rng.choice(PAIRS)
            text = text[:start] + pair[0] * depth + text[start:end] + pair[1] * depth + text[end:]
        case 3:
            text = text.replace("0", rng.choice(("9" * 4300, "9" * 4301, "1e999", "-0", "00", "0.0e-99")), 1)
        case 4:
            return text.encode(rng.choice(("utf-16", "utf-32", "utf-8-sig", "utf-16-be")), "surrogatepass")
    return text.encode("utf-8", "surrogatepass")
