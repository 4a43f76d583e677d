"""Which submissions of a class are nearly the same: a hint for a person, never a mark.

Winnowing (Schleimer, Wilkerson, Aiken: Local Algorithms for Document Fingerprinting, 2003), as MOSS does it: code is
turned into tokens without names, numbers and texts, every run of GRAM tokens into a number, and the least number of
every WINDOW of them is kept. Two files that share GRAM + WINDOW - 1 tokens in a row share a number, whatever they are
called. What much of the class has is left out: the hand-out, and what the task leaves no other way to write.
"""

import hashlib
import json
import keyword
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from autograder.files import write_text

FINGERPRINTS_FILE = "fingerprints.json"
GRAM, WINDOW = 12, 6
LOOKED_AT = 150_000  # characters of a submission
COMMON, FEW = 0.1, 3  # a number that more than this share of a class has, and more than so many, tells nothing
# Numbers that are left of a submission: with fewer there is too little of its own to compare. In 40 classes of 60 files
# of the seminar's banks, which differ in one answer or two, 24 of 40 renamed copies were found so, and one pair beside.
LEAST = 8
ALIKE = 0.8  # of the numbers of two submissions together, those that both have
# Python's tokens. Its own tokenizer takes time that grows with the square of a line: more than an hour for a row of
# spaces before a `$`. Here every character is looked at a few times, and what is no Python does no harm.
TOKEN = re.compile(
    r"(?P<text>[bfrtu]{0,2}(?:"
    r'"""(?:\\.|[^"\\]|"(?!""))*(?:""")?'
    r"|'''(?:\\.|[^'\\]|'(?!''))*(?:''')?"
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|'(?:\\.|[^'\\\n])*'?))"
    r"|#[^\n]*"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<number>\.?\d(?:e[-+]|[\w.])*)"
    r"|(?P<sign>(?:\*\*|//|>>|<<)=?|\.\.\.|->|:=|[-+*/%@&|^=!<>]=|[^\s\w\\])",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True)
class Pair:
    """Two submissions by their ids; share: of what is not common in the class, what both have."""

    first: str
    second: str
    share: float


def fingerprints(sources: Iterable[str]) -> list[int]:
    """Return what is kept of the code of one submission, given cell by cell; it need not be Python."""
    tokens: list[str] = []
    left = LOOKED_AT
    for source in sources:
        tokens += _tokens(source[: max(left, 0)])
        left -= len(source)
    numbers = [_number(tokens[at : at + GRAM]) for at in range(len(tokens) - GRAM + 1)]
    windows = range(max(len(numbers) - WINDOW + 1, min(len(numbers), 1)))
    return sorted({min(numbers[at : at + WINDOW]) for at in windows})


def alike(found: Mapping[str, Iterable[int]]) -> list[Pair]:
    """Return the pairs of a class that are nearly the same, the nearest first.

    found: the fingerprints of each submission by its id.
    """
    most = max(COMMON * len(found), FEW)
    times = Counter(number for numbers in found.values() for number in set(numbers))
    own = {id: {number for number in numbers if times[number] <= most} for id, numbers in found.items()}
    # Two that share ALIKE of their numbers share one of the rarest that each has: only those are looked up (Bayardo,
    # Ma, Srikant: Scaling Up All Pairs Similarity Search, 2007), since what many have brings every pair together.
    holders: dict[int, list[str]] = {}
    for id, numbers in own.items():
        if len(numbers) >= LEAST:
            rarest = sorted(numbers, key=lambda number: (times[number], number))
            for number in rarest[: len(numbers) - math.ceil(ALIKE * len(numbers)) + 1]:
                holders.setdefault(number, []).append(id)
    near = dict.fromkeys(pair for ids in holders.values() for pair in combinations(ids, 2))
    pairs = [Pair(*pair, _share(*(own[id] for id in pair))) for pair in near]
    return sorted((pair for pair in pairs if pair.share >= ALIKE), key=lambda pair: (-pair.share, pair.first))


def _share(first: set[int], second: set[int]) -> float:
    both = len(first & second)
    return both / (len(first) + len(second) - both)


def write_fingerprints(folder: Path, numbers: Iterable[int]) -> None:
    """Keep them in a submission's folder of results."""
    write_text(folder / FINGERPRINTS_FILE, json.dumps([*numbers]) + "\n")


def read_fingerprints(folder: Path) -> list[int]:
    """Return those of a submission; none where none were kept."""
    try:
        numbers = json.loads((folder / FINGERPRINTS_FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    return [number for number in numbers if isinstance(number, int)] if isinstance(numbers, list) else []


def _tokens(source: str) -> Iterator[str]:
    for token in TOKEN.finditer(source):
        if token["name"]:
            yield token["name"] if keyword.iskeyword(token["name"]) else "name"
        elif token["text"] or token["number"]:
            yield "''" if token["text"] else "0"
        elif token["sign"]:
            yield token["sign"]


def _number(tokens: Iterable[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(tokens).encode("utf-8", "replace"), digest_size=6).digest(), "big")
