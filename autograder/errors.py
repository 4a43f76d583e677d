"""The one exception that a user of the grader sees, in one line, and what is wrong in a file in words."""

from pydantic import ValidationError


class GraderError(Exception):
    """Something that an instructor can put right; its message is one or two lines that say what, where and how."""


def first_mistake(error: ValidationError, inside: str = "") -> str:
    """Return the first mistake that pydantic has found as "[section] key: what is wrong"."""
    first = error.errors()[0]
    *sections, key = (str(part) for part in (*((inside,) if inside else ()), *first["loc"]))
    where = f"[{'.'.join(sections)}] {key}" if sections else key
    if first["type"] == "extra_forbidden":
        return f"{where} is not known"
    shown = "" if first["type"] == "missing" else f", not {first['input']!r}"
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}{shown[:120]}"
