"""The seminar's own sentences, in the language of the notebook."""

from pathlib import Path

from coursekit.language import LANGUAGES, Texts, current_language, spoken_number, use_language

__all__ = ["LANGUAGES", "class_name", "current_language", "spoken_number", "text", "use_language"]

_texts = Texts(Path(__file__).parent / "texts")
text = _texts.text


def class_name(name: str) -> str:
    """Return the name of a CIFAR-10 class in the set language; a class of other data keeps its own name."""
    return str(_texts.section("classes").get(name, name))
