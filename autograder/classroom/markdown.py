"""Text as Markdown that reads the same raw and rendered: prose stays prose, what could become markup becomes code.

Nothing is escaped, because students open the page as a plain text. A word that a renderer might take for markup (a tag,
a link, an emphasis, a formula, a mention) is put between backticks, more of them than it holds itself: no Markdown acts
on anything in there.
"""

import re

from autograder.printable import readable

# `groups`, as our own sentences have it: code already, between single backticks that belong to nothing else.
SPAN = r"(?<![\w`])`[^`\s](?:[^`]*[^`\s])?`(?![\w`])"
WORD = re.compile(rf"(?:{SPAN}|\S)+")
# Outside code and beside something else than a space:
HARMFUL = re.compile(
    r"[\\`*~^@$|{}]"  # escapes, code, emphasis, struck out and raised text, mentions, formulas, tables, attributes
    r"|<[A-Za-z/!?]|&[#\w]"  # HTML
    r"|\]\(|\]\[|\[\[|!\["  # links and images
    r"|(?<!\w)_|_(?!\w)"  # emphasis; within a word it is none
    r"|://|\bwww\.|:[\w+-]+:"  # addresses and emoji
    r"|==|\+\+",  # marked and inserted text
    re.IGNORECASE,
)
OPERATOR = re.compile(r"[-+*/%@|^&<>=!]=?|~|\*\*|//|->|=>|<<|>>")  # harmless between spaces
# At the beginning of a line: headings, lists, quotes, tables, definitions of links and footnotes.
BEGINNING = re.compile(r"[-+*=#>|\[:~]|[0-9]+[.)]$")


def as_text(text: str) -> str:
    """Return `text` on one line, with code spans around the words in which a renderer might find markup."""
    parts: list[str] = []
    harmful: list[str] = []
    for number, word in enumerate(WORD.findall(_line(text))):
        if _is_harmful(word) or (number == 0 and BEGINNING.match(word)):
            harmful.append(word)
            continue
        if harmful:
            parts.append(as_code(" ".join(harmful)))
            harmful.clear()
        parts.append(word)
    return " ".join([*parts, as_code(" ".join(harmful))] if harmful else parts)


def as_code(text: str) -> str:
    """Return `text` as a code span, on one line; "" for nothing."""
    line = _line(text)
    if not line:
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"


def _is_harmful(word: str) -> bool:
    return not OPERATOR.fullmatch(word) and HARMFUL.search(re.sub(SPAN, "code", word)) is not None


def _line(text: str) -> str:
    return readable(" ".join(text.split()))
