"""Text that came from a submission, made fit for a terminal, a log and a web page; the students' library has it too."""

from coursekit.submission.printable import LONGEST, readable

__all__ = ["LONGEST", "readable", "with_something_to_see"]

# Letters and marks that every font draws as nothing: fillers of Hangul, an empty Braille cell, joiners, selectors.
BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
NUMBERED = 20  # letters of a blank name that are told


def with_something_to_see(name: str) -> str:
    """Return a name, or the numbers of its letters where all of them look like nothing: "U+3164"."""
    if not name or not all(letter in BLANK or letter.isspace() for letter in name):
        return name
    return " ".join(f"U+{ord(letter):04X}" for letter in name[:NUMBERED])
