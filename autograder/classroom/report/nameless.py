"""What names a student in a text that is shown to others, whichever letters it is in: a message, an excerpt of code."""

import re
from functools import cache

from autograder.classroom.record import Record

SHORTEST, LONGEST = 3, 40  # letters of a part of a name that is looked for, and how many of them
SHORTEST_INSIDE = 5  # letters of one that is looked for inside of a word of code too: "channels" names no Ann
INSTEAD = "name"
PARTS = re.compile(r"[^\W_]+")
IDENTIFIERS = re.compile(r"[^\W\d]\w*")
# The words of an identifier: VGGBlock_of_anna2 has VGG, Block, of and anna.
WORDS = re.compile(r"[A-ZА-ЯЁ]?[a-zа-яё]+|[A-ZА-ЯЁ]+(?![a-zа-яё])")
# How Russian is written in Latin letters: in passports, and by ear.
SPELLED = """
а=a б=b в=v г=g д=d е=e ё=yo|jo|io|e ж=zh|j з=z и=i|y ий=iy|ij|ii|y|i й=y|j|i к=k|c кс=ks|x л=l м=m н=n о=o п=p р=r
с=s т=t у=u ф=f х=kh|h|x ц=ts|tc|c ч=ch|tch ш=sh щ=shch|sch|sh ъ= ы=y|i ый=yy|yj|iy|y|i ь= э=e ю=yu|iu|ju|u я=ya|ia|ja|a
"""
LATIN = dict(pair.split("=") for pair in SPELLED.split())
SOUNDS = re.compile(r"ий|ый|кс|.")


def is_nameless(text: str, record: Record) -> bool:
    """Return whether no part of what names the student of a record, or the file, occurs in a text."""
    named = (record.student, record.student_id, record.email, record.submission)
    return not any(_spellings(part).search(text.casefold()) for part in _parts(named))


def without_names(code: str, record: Record) -> str:
    """Return code in which no identifier holds a part of the name, the id or the address of the student.

    The name of the answer itself, which stands first, is the task's.
    """
    address = record.email.partition("@")[0]
    parts = [_spellings(part) for part in _parts((record.student, record.student_id, address, record.account))]
    heading = re.search(r"(?:class|def)\s+(\w+)", code)
    kept = heading[1] if heading else ""

    def names(word: str) -> bool:
        inside = (part.search(word) for part in parts if len(word) >= SHORTEST_INSIDE)
        return any(found and len(found[0]) >= SHORTEST_INSIDE for found in inside) or any(
            part.fullmatch(word) for part in parts
        )

    def shown(found: re.Match[str]) -> str:
        word = found[0]
        words = (word, *WORDS.findall(word))
        return word if word == kept or not any(names(it.casefold()) for it in words) else INSTEAD

    return IDENTIFIERS.sub(shown, code)


def _parts(named: tuple[str, ...]) -> set[str]:
    """Return the parts of names that are long enough to be told from other words."""
    return {part[:LONGEST] for name in named for part in PARTS.findall(name.casefold()) if len(part) >= SHORTEST}


@cache
def _spellings(part: str) -> re.Pattern[str]:
    """Return a pattern of a part of a name as it is written, and as it is in Latin letters."""
    latin = "".join(f"(?:{LATIN[sound]})" if sound in LATIN else re.escape(sound) for sound in SOUNDS.findall(part))
    return re.compile(f"{re.escape(part)}|{latin}")
