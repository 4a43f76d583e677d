"""Code that only a newer Python reads, as the one here would write it; the lines keep their numbers.

Hosted notebooks run a newer Python than a grader may have. Two things of Python 3.12 come up in ordinary code: quotes
inside an f-string that are those around it, and type parameters, which do nothing when a program runs.
"""

import re
import sys

CAN_READ = sys.version_info >= (3, 12)
# `class Layer[T](Base):`, `def f[T](x)`, `type Pair[T] = ...`: only the beginning, the brackets may nest.
PARAMETERS = re.compile(r"^([ \t]*(?:class|def|async +def) +\w+)\[", re.MULTILINE)
ALIAS = re.compile(r"^([ \t]*)type +(\w+)(?:\[[^\]\n]*\])? *=(?!=)", re.MULTILINE)
# A comment, or a string with its prefix and opening quotes.
TOKEN = re.compile(r"#[^\n]*|\b([A-Za-z]{0,2})(\"\"\"|'''|\"|')|(\"\"\"|'''|\"|')")
CLOSING = {"[": "]", "(": ")", "{": "}"}


def as_older(source: str) -> str:
    """Return a source without what Python 3.12 added; as it is where it has nothing of that, or this Python reads it.

    Where it took type parameters away, annotations must not be evaluated: `from __future__ import annotations`.
    """
    if CAN_READ:
        return source
    return _without_parameters(_requoted(source))


def has_parameters(source: str) -> bool:
    """Return whether a source has type parameters, which this Python does not read."""
    return not CAN_READ and (PARAMETERS.search(source) is not None or ALIAS.search(source) is not None)


def _without_parameters(source: str) -> str:
    while found := PARAMETERS.search(source):
        end = _end_of_bracket(source, found.end() - 1)
        if end is None:
            return source
        source = source[: found.end() - 1] + source[end:]
    return ALIAS.sub(r"\1\2 =", source)


def _end_of_bracket(source: str, begin: int) -> int | None:
    """Return where the bracket ends that begins at `begin`, None where it does not, or goes over a line."""
    depth = 0
    for place in range(begin, len(source)):
        depth += (source[place] in "[({") - (source[place] in "])}")
        if depth == 0:
            return place + 1
        if source[place] == "\n":
            return None
    return None


def _requoted(source: str) -> str:
    """Put f-strings of one line between three quotes where the quotes around them stand inside of them too."""
    done: list[str] = []
    place = 0
    while found := TOKEN.search(source, place):
        done.append(source[place : found.start()])
        prefix, quotes = found[1] or "", found[2] or found[3]
        if quotes is None:  # a comment
            end = found.end()
        else:
            end, inside = _end_of_string(source, found.end(), quotes, "f" in prefix.lower())
            if inside:
                text = source[found.end() : end - 1]
                done.append(f"{prefix}{quotes * 3}{text}{quotes * 3}")
                place = end
                continue
        done.append(source[found.start() : end])
        place = end
    return "".join([*done, source[place:]])


def _end_of_string(source: str, place: int, quotes: str, formatted: bool) -> tuple[int, bool]:
    """Return where a string ends whose text begins at `place`, and whether its own quotes stand in its expressions."""
    inside, depth = False, 0
    while place < len(source):
        if source[place] == "\\" and depth == 0:
            place += 2
            continue
        if formatted and source.startswith(("{{", "}}"), place) and depth == 0:
            place += 2
            continue
        if depth == 0 and source.startswith(quotes, place):
            return place + len(quotes), inside
        if len(quotes) == 1 and source[place] == "\n" and depth == 0:
            return place, False  # a string that does not end
        if formatted and source[place] in "{}":
            depth = max(depth + (1 if source[place] == "{" else -1), 0)
        elif depth and source[place] in "\"'":
            inside = inside or (len(quotes) == 1 and source[place] == quotes)
            place, _ = _end_of_string(source, place + 1, source[place], False)
            continue
        place += 1
    return place, False
