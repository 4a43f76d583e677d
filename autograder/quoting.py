"""What a verdict may repeat of the texts that student code chose: the code has seen the hidden inputs when it fails.

It can be judged by nothing but their form, as any words may stand for numbers. What is left of one text is at most
LONGEST characters of the alphabets below: under 1,500 bits, whatever they stand for, of which words are at most
WORDS. The hidden inputs of one check have some 10,000 bits at least, other checks have others, and neither tells the
seeds that draw them, which no worker knows (see `Trial`). Numbers are left where they are shapes or short; of these
at most NUMBERS.
"""

import re
from collections.abc import Mapping

from autograder.printable import readable
from coursekit.errors import SubmissionError
from coursekit.feedback import CheckFailed, failure
from coursekit.submission.source import Note

LONGEST, WORDS, LONGEST_WORD, NUMBERS = 200, 32, 40, 12
GAP = "…"
# Errors in the grader's own words, and of the file before any input was shown to it.
WITHOUT_INPUTS = frozenset(("too_slow", "ended", "reply_too_large", "unreadable", "not_made"))
FROM_STUDENT = ("error", "name", "names")  # values of a CheckFailed; others are measured
LETTER = "[A-Za-zА-Яа-яЁё_]"
NAME = rf"{LETTER}+(?:\d{{1,3}}{LETTER}+){{0,2}}\d{{0,3}}"
DOTTED = rf"{NAME}(?:\.(?:\d{{1,3}}|{NAME})){{0,5}}"
# In order: shapes, sizes and an argument such as (p=0.25); what stands in quotes; words and dotted names; whole numbers
# of at most three digits; marks. Everything else is not repeated.
TOKEN = re.compile(
    r"(?P<sizes>\[(?:\d{1,5}(?:, )?){1,5}\]|\b\d{1,5}(?:x\d{1,5}){1,3}\b|(?<=size )\d{1,7}\b(?![.\w])"
    r"|(?<=[(=])0\.\d{1,3}(?=\)))"
    r"|(?P<quoted>(['\"])(?P<inner>[^'\"]*)\3)"
    rf"|(?P<word>{DOTTED}(?!\w))"
    r"|(?P<number>\d{1,3}(?![.\w]))"
    r"|(?P<mark>[ .,:;()\[\]'\"=<>!?*/+-])"
    r"|(?P<other>[^ ,:;()\[\]=<>!?*/+]+|.)"
)


def quotable(text: str) -> str:
    """Return what may be repeated of a text that student code chose, with a gap in the place of everything else."""
    left = {"words": WORDS, "numbers": NUMBERS}
    parts = [_part(match, left) for match in TOKEN.finditer(" ".join(readable(text).split()))]
    kept = re.sub(rf"{GAP}(?:[ .,+-]*{GAP})+", GAP, "".join(parts))
    return kept if len(kept) <= LONGEST else kept[: LONGEST - len(GAP)] + GAP


def quotable_values(error: SubmissionError) -> Mapping[str, object]:
    """Return the values of a submission's error for its sentence: cut where they came from code that saw inputs.

    Notes stay notes, whose language is not known here: they are the grader's own.
    """
    shortened = readable if error.code in WITHOUT_INPUTS else quotable
    return {name: value if isinstance(value, Note) else shortened(str(value)) for name, value in error.values.items()}


def quotable_failure(failed: CheckFailed) -> CheckFailed:
    """Return a check's failure with what it repeats of student code cut: errors, names of weights and of types."""
    told = {name: quotable(str(value)) for name, value in failed.values.items() if name in FROM_STUDENT}
    if all(failed.values[name] == value for name, value in told.items()):
        return failed
    return failure(failed.code, **{**failed.values, **told})


def _part(match: re.Match[str], left: dict[str, int]) -> str:
    found = match.group()
    if match["mark"]:
        return found
    if match["quoted"] is not None:
        inner, mark = match["inner"], found[0]
        plain = re.fullmatch(rf"{DOTTED}|\[(?:\d{{1,5}}(?:, )?){{1,5}}\]", inner)
        return f"{mark}{inner if plain and _spend(inner, left) else GAP}{mark}"
    return found if not match["other"] and _spend(found, left) else GAP


def _spend(found: str, left: dict[str, int]) -> bool:
    """Tell whether there is room for a word or some numbers, and take it."""
    if len(found) > LONGEST_WORD:
        return False
    numbers = len(re.findall(r"\d+", found))
    if numbers > left["numbers"] or not left["words"]:
        return False
    left["numbers"] -= numbers
    left["words"] -= 1
    return True
