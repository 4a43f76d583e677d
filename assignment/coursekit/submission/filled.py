"""Which of the answers to an assignment a source has filled in, told from its lines: nothing is parsed or run.

It decides which of several files counts, never a mark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

PROMPT = re.compile(r"^[ \t]*(?:>>> ?|\.\.\. )", re.MULTILINE)
METHOD = re.compile(r"[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)")
IMPORTED = re.compile(r"^[ \t]*from[ \t]+[\w.]+[ \t]+import[ \t]*(\([^)]{0,500}\)|[^\n]{0,500})", re.MULTILINE)
# A statement of a stub. Texts are `""` by then, and comments are gone.
TRIVIAL = re.compile(
    r"(?:\.\.\.|pass|[rbufRBUF]{0,2}\"\"|return(?:[ \t]+(?:\.\.\.|None))?|raise[ \t]+NotImplementedError\b.*"
    r"|super\(.*\)\.__init__\(.*\)|[\w.]*Module\.__init__\(.*\)|@.*)?"
)
LOOKED_AT = 150_000  # characters of a source; a second or two of reading at worst
LONGEST_STUB = 200
PLAIN_BASE = re.compile(r"\(?\s*(?:(?:torch\.)?nn\.)?(?:Module|object)?\s*\)?")
TEXTS = re.compile(r"\"\"\"|'''|\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?|#[^\n]*")


class Progress(IntEnum):
    """How far an answer is: as handed out, with something written in it, or with nothing left that must be written."""

    STUB, STARTED, FILLED = range(3)


@dataclass(frozen=True)
class Assignment:
    """What tells a file of an assignment: its `name` in a notebook's metadata, and the names of its `answers`, the
    classes and functions that it asks for; the `folders` that it comes with; and the `languages` that it has."""

    name: str
    answers: tuple[str, ...]
    folders: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def progress(self, source: str) -> dict[str, Progress]:
        """Return how far each answer is in a source; the furthest of several definitions counts.

        One that is made or imported, `SpatialDropout = make()`, is filled.
        """
        if not self.mentions(source):
            return {}
        code = _without_texts(source[:LOOKED_AT])
        found: dict[str, Progress] = {}
        for name, head, body in self._definitions(code):
            found[name] = max(found.get(name, Progress.STUB), self._progress(head, body))
        others = [match[1] for match in self._made.finditer(code)]
        others += [name for match in IMPORTED.finditer(code) for name in self._mention.findall(match[1])]
        return found | dict.fromkeys(others, Progress.FILLED)

    def work(self, source: str) -> str:
        """Return the text of the answers without comments and spaces, to tell whether two files differ."""
        definitions = self._definitions(_without_comments(source[:LOOKED_AT]))
        parts = [" ".join(part.split()) for _, head, body in definitions for part in (head, *body)]
        return "\n".join(part for part in parts if part)

    def mentions(self, source: str) -> bool:
        """Return whether a text has the name of one of the answers in it."""
        return self._mention.search(source) is not None

    @cached_property
    def _names(self) -> str:
        return "|".join(map(re.escape, self.answers))

    @cached_property
    def _mention(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self._names})\b")

    @cached_property
    def _head(self) -> re.Pattern[str]:
        return re.compile(rf"[ \t]*(?P<kind>class|(?:async[ \t]+)?def)[ \t]+(?P<name>{self._names})\b")

    @cached_property
    def _made(self) -> re.Pattern[str]:
        return re.compile(rf"^[ \t]*({self._names})[ \t]*=[ \t]*(?![=.\s]|None\b)", re.MULTILINE)

    def _progress(self, head: str, body: list[str]) -> Progress:
        """Return how far an answer is, given what stands before its colon and the statements after it."""
        written = {"": False}  # by method; "" stands for the class itself
        method, inside = "", 0
        for line in body:
            found = METHOD.match(line)
            indent = _indent(line)
            if found and (not method or indent <= inside):
                method, inside = found[1], indent
                written[method] = False
                line = _after_colon(line)
            elif method and indent <= inside:
                method = ""
            if not all(_trivial(part.strip()) for part in line.split(";")):
                written[method] = True
        start = self._head.match(head)
        if start is not None and start["kind"] != "class":
            return Progress.FILLED if any(written.values()) else Progress.STUB
        base = self._head.sub("", head, count=1)[:LONGEST_STUB]
        if set(written) <= {"", "__init__"} and not PLAIN_BASE.fullmatch(base):
            return Progress.FILLED  # all that it does is inherited
        if not any(written.values()):
            return Progress.STUB
        asked = [done for name, done in written.items() if name and not name.startswith("__")]
        return Progress.FILLED if all(asked) else Progress.STARTED

    def _definitions(self, code: str) -> Iterator[tuple[str, str, list[str]]]:
        """Yield name, head and lines of the body of each answer; each line is one statement at least."""
        lines = _joined(code)
        at = 0
        while at < len(lines):
            line = lines[at]
            at += 1
            found = self._head.match(line)
            if not found:
                continue
            indent = _indent(line)
            rest = _after_colon(line)
            body = [" " * (indent + 1) + rest]
            # What is nested in a body is read with it, so that every line is read once.
            while at < len(lines) and _indent(lines[at]) > indent:
                body.append(lines[at])
                at += 1
            yield found["name"], line[: len(line) - len(rest)].rstrip().removesuffix(":"), body


def _trivial(statement: str) -> bool:
    # The pattern takes time that grows with the square of a line.
    return len(statement) <= LONGEST_STUB and TRIVIAL.fullmatch(statement) is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _joined(code: str) -> list[str]:
    """Return the lines of a source that are not empty, those within brackets joined to where the bracket opens."""
    lines: list[str] = []
    parts: list[str] = []
    depth = 0
    for line in code.split("\n"):
        if not line.strip():
            continue
        # A definition or a class ends what somebody forgot to close.
        if parts and METHOD.match(line):
            lines.append(" ".join(parts))
            parts, depth = [], 0
        parts.append(line if not parts else line.strip())
        depth += sum(line.count(bracket) for bracket in "([{") - sum(line.count(bracket) for bracket in ")]}")
        if depth <= 0:
            lines.append(" ".join(parts))
            parts, depth = [], 0
    return [*lines, " ".join(parts)] if parts else lines


def _after_colon(line: str) -> str:
    """Return what stands behind the colon that ends the head of a class or a function."""
    depth = 0
    for at, character in enumerate(line):
        depth += (character in "([{") - (character in ")]}")
        if character == ":" and depth <= 0:
            return line[at + 1 :].strip()
    return ""


def _without_comments(source: str) -> str:
    return _replaced(source, keep_texts=True)


def _without_texts(source: str) -> str:
    return _replaced(source, keep_texts=False)


def _replaced(source: str, *, keep_texts: bool) -> str:
    """Return a source without comments, with `""` for each text unless they are kept on one line; in linear time."""
    source = PROMPT.sub("", source) if ">>> " in source else source
    parts, at = [], 0
    while found := TEXTS.search(source, at):
        parts.append(source[at : found.start()])
        text, at = found[0], found.end()
        if text in ('"""', "'''"):
            end = source.find(text, at)
            at = len(source) if end < 0 else end + 3
            text = source[found.start() : at]
        if not text.startswith("#"):
            parts.append(text.replace("\n", " ") if keep_texts else '""')
    return "".join([*parts, source[at:]])
