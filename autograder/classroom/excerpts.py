"""The code that a question was judged with, as the report shows it: short, and without what may name its author.

Comments, docstrings and texts are gone before anything is kept: what is left are names, numbers and words such as
"same". Which of these name the student is looked up when the report is written, see report/nameless.py.
"""

import io
import json
import re
import tokenize
from collections.abc import Mapping
from itertools import accumulate, takewhile
from pathlib import Path

from autograder.files import write_text

EXCERPTS_FILE = "excerpts.json"
MOST_LINES, LONGEST_LINE = 16, 100
LONGEST_READ, MOST_READ = 500, 8000  # characters of a line, and of a class, that are looked at
MORE = "…"
WORD = re.compile(r"""(['"])[a-z][a-z_]{0,19}\1""")  # a text that says how something is computed: padding="same"
LEFT_OUT = "'…'"
# Python 3.12 has f-strings in pieces; before, each is one token.
F_START, F_END = getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "FSTRING_END", -1)
BEFORE_A_STATEMENT = (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)

Place = tuple[int, int]


def excerpt(source: str) -> str:
    """Return the first lines of a class without comments, docstrings and texts; "" for what Python cannot read."""
    lines = _looked_at(source)
    tokens: list[tokenize.TokenInfo] = []
    try:
        tokens += tokenize.generate_tokens(iter([*lines, ""]).__next__)
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        if len("".join(lines)) == len(source):
            return ""
        # What was cut off: as far as the last statement that is whole.
        ends = [number for number, token in enumerate(tokens, 1) if token.type == tokenize.NEWLINE]
        tokens = tokens[: ends[-1]] if ends else []
        lines = lines[: tokens[-1].end[0]] if tokens else []
    for begin, end, text in reversed(_edits(tokens)):
        lines[begin[0] - 1 : end[0]] = [lines[begin[0] - 1][: begin[1]] + text + lines[end[0] - 1][end[1] :]]
    left = [line for line in ("".join(lines)).expandtabs(4).splitlines() if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in left), default=0)
    shown = [_cut(line[margin:].rstrip()) for line in left[:MOST_LINES]]
    return "\n".join([*shown, MORE] if len(left) > MOST_LINES else shown)


def _looked_at(source: str) -> list[str]:
    """Return the first lines of a class, as tokens count them: Python's tokenizer takes time that grows with the square
    of a line, and this process is the grader's."""
    lines = io.StringIO(source).readlines()
    ends = accumulate(map(len, lines))
    return [
        line
        for line, _ in takewhile(
            lambda one: len(one[0]) <= LONGEST_READ and one[1] <= MOST_READ, zip(lines, ends, strict=True)
        )
    ]


def write_excerpts(folder: Path, found: Mapping[str, str]) -> None:
    """Keep them, by question, in a submission's folder of results."""
    kept = {question: text for question, text in found.items() if text}
    write_text(folder / EXCERPTS_FILE, json.dumps(kept, ensure_ascii=True, indent=1) + "\n")


def read_excerpts(folder: Path) -> dict[str, str]:
    """Return those of a submission; none where none were kept."""
    try:
        found = json.loads((folder / EXCERPTS_FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    known = found.items() if isinstance(found, dict) else ()
    return {question: text for question, text in known if isinstance(text, str)}


def _edits(tokens: list[tokenize.TokenInfo]) -> list[tuple[Place, Place, str]]:
    """Return what is to be replaced by what, in order: comments and docstrings by nothing, texts by a mark."""
    edits: list[tuple[Place, Place, str]] = []
    depth = 0
    begin = (1, 0)
    fresh = True  # whether a statement begins here
    for number, token in enumerate(tokens):
        if token.type == F_START:
            depth += 1
            begin = token.start if depth == 1 else begin
        elif token.type == F_END:
            depth -= 1
            if not depth:
                edits.append((begin, token.end, LEFT_OUT))
        elif depth:
            pass
        elif token.type == tokenize.COMMENT:
            edits.append((token.start, token.end, ""))
        elif token.type == tokenize.STRING:
            alone = fresh and tokens[number + 1].type in (tokenize.NEWLINE, tokenize.COMMENT, tokenize.ENDMARKER)
            if alone or not WORD.fullmatch(token.string):
                edits.append((token.start, token.end, "" if alone else LEFT_OUT))
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            fresh = token.type in BEFORE_A_STATEMENT
    return edits


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + MORE
