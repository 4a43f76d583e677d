"""Bytes of a text file -> its text, whatever encoding and line ends the student's computer wrote."""

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where zeros stand among four bytes of a text that is mostly Latin.
WIDE = {(0, 1, 1, 1): "utf-32-le", (1, 1, 1, 0): "utf-32-be", (0, 1, 0, 1): "utf-16-le", (1, 0, 1, 0): "utf-16-be"}
# A line such as `# -*- coding: cp1251 -*-`; only encodings of the list are looked up, the rest is guessed.
CODING = re.compile(rb"[ \t\f]*#.{0,200}?coding[:=][ \t]*([-\w.]{1,40})")
DECLARED = {
    **dict.fromkeys(("cp1251", "windows-1251", "win-1251", "1251"), "cp1251"),
    **dict.fromkeys(("koi8-r", "koi8r", "koi8-u"), "koi8-u"),
    **dict.fromkeys(("cp866", "ibm866", "866"), "cp866"),
    **dict.fromkeys(("mac-cyrillic", "maccyrillic", "x-mac-cyrillic"), "mac-cyrillic"),
    **dict.fromkeys(("iso-8859-5", "iso8859-5"), "iso-8859-5"),
    **dict.fromkeys(("latin-1", "latin1", "iso-8859-1", "cp1252", "windows-1252"), "cp1252"),
}
GUESSED = ("cp1251", "cp866", "koi8-u", "mac-cyrillic")
FREQUENT = frozenset("оеаинтсрвлкмдпуяы")  # nine of ten letters of a Russian text, in lower case
SAMPLE = 1 << 14
LOOKED_AT = 1 << 18  # bytes, to tell the encoding
BLANK = b" \t\r\n\f\0"


def decoded(content: bytes) -> str:
    """Return the text of a file with `\\n` at the ends of lines; what cannot be decoded becomes U+FFFD.

    Understood are UTF-8, UTF-16 and UTF-32 with and without a mark, and the Russian encodings of one byte a letter:
    a comment in another encoding must not cost the submission.
    """
    text = _text(content).lstrip("\ufeff").rstrip("\0")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_blank(content: bytes) -> bool:
    """Return whether a file has nothing but spaces, line ends and zeros in it."""
    return not content.removeprefix(codecs.BOM_UTF8).strip(BLANK)


def _text(content: bytes) -> str:
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    wide = _wide(content.rstrip(b"\0")[:SAMPLE])
    if wide is not None:
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(content)
    if declared is not None:
        return content.decode(declared, "replace")
    # A few damaged letters in UTF-8, or every letter in something else?
    sample = content[:LOOKED_AT].decode("utf-8", "replace")
    beyond_ascii = sum(character > "\x7f" for character in sample)
    if beyond_ascii == 0 or sample.count("\ufffd") * 2 < beyond_ascii:
        return content.decode("utf-8", "replace")
    letters = bytes(byte for byte in content[:LOOKED_AT] if byte > 0x7F)[:SAMPLE]
    return content.decode(_guessed(letters), "replace")


def _wide(sample: bytes) -> str | None:
    """Return the encoding of a text whose zeros stand in columns, None where they do not."""
    if sample.count(0) * 8 < len(sample) or len(sample) < 8:
        return None
    first, second, third, fourth = (sample[start::4].count(0) for start in range(4))
    half = max(first, second, third, fourth) / 2
    return WIDE.get((int(first > half), int(second > half), int(third > half), int(fourth > half)))


def _declared(content: bytes) -> str | None:
    """Return the encoding that one of the first two lines names, if it is one of the list."""
    for line in content[:1000].splitlines()[:2]:
        found = CODING.match(line)
        if found:
            return DECLARED.get(found[1].decode("ascii", "replace").lower().replace("_", "-"))
    return None


def _guessed(letters: bytes) -> str:
    """Return in which encoding bytes beyond ASCII read most like Russian; UTF-8 where in none."""
    scores = {encoding: _russian(letters.decode(encoding, "replace")) for encoding in GUESSED}
    best = max(GUESSED, key=lambda encoding: scores[encoding])
    return best if scores[best] > 0.4 else "utf-8"


def _russian(text: str) -> float:
    """Return the share of frequent Russian letters in a text."""
    return sum(character in FREQUENT for character in text) / max(len(text), 1)
