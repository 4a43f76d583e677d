"""Text that came from a submission, made fit for a terminal, a log and a web page."""

LONGEST = 2000


def readable(text: str, longest: int = LONGEST) -> str:
    """Return at most `longest` characters of `text`, with a mark in the place of everything that cannot be printed."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text[:longest])
