"""Modules of the standard library that reach for nothing, or seem to."""

import base64
import calendar
import collections
import contextlib
import ctypes
import ctypes.util
import dataclasses
import decimal
import difflib
import doctest
import enum
import fractions
import functools
import hashlib
import heapq
import hmac
import itertools
import math
import mimetypes
import pprint
import re
import ssl
import statistics
import string
import textwrap
import typing
import unittest
import zlib

assert hashlib.sha256(b"a").hexdigest().startswith("ca97")
assert hashlib.md5(b"a").hexdigest().startswith("0cc1")
assert hmac.new(b"k", b"a", "sha256").digest()
assert zlib.decompress(zlib.compress(b"a" * 99)) == b"a" * 99
assert decimal.Decimal("0.1") * 3 == decimal.Decimal("0.3")
assert fractions.Fraction(1, 3) + fractions.Fraction(2, 3) == 1
assert ctypes.CDLL(None).abs(-3) == 3
assert (ctypes.util.find_library("c") or "c").count("c")
assert mimetypes.guess_type("a.png")[0] == "image/png"
assert ssl.create_default_context()
assert unittest.TestCase()
assert doctest.testmod() is not None
assert math.comb(5, 2) == 10
assert statistics.mean([1, 3]) == 2
assert base64.b64encode(b"a") == b"YQ=="
assert calendar.monthrange(2024, 2)[1] == 29
assert len(pprint.pformat(list(range(3)))) > 0
assert re.sub("a", "b", "aa") == "bb"
assert textwrap.dedent(" a") == "a"
assert heapq.nsmallest(1, [2, 1]) == [1]
assert list(itertools.accumulate([1, 2])) == [1, 3]
assert collections.Counter("aab")["a"] == 2
assert string.ascii_letters
assert difflib.get_close_matches("relu", ["ReLU", "rely"]) == ["rely"]


@dataclasses.dataclass
class Settings:
    """What a student keeps."""

    rate: float = 0.1
    names: list[str] = dataclasses.field(default_factory=list)


class Phase(enum.Enum):
    """A part of the work."""

    TRAIN = 1


assert dataclasses.asdict(Settings()) == {"rate": 0.1, "names": []}
assert typing.get_type_hints(Settings)["rate"] is float
assert functools.lru_cache(abs)(-1) == 1
assert Phase(1) is Phase.TRAIN
with contextlib.suppress(ZeroDivisionError):
    print(1 / 0)
