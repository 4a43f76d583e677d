"""A single file is taken for what stands in it: any encoding, any line ends, any name."""

import codecs

import pytest

from coursekit.submission.source import Cell, UnreadableError
from tests.course import read_submission
from tests.submission.files import ANSWERS, notebook

RUSSIAN = "# Модель для первого задания, с выбором функции активации\n" + ANSWERS
ENCODINGS = {
    "UTF-8": RUSSIAN.encode(),
    "UTF-8 with a mark": RUSSIAN.encode("utf-8-sig"),
    "UTF-16 with a mark": RUSSIAN.encode("utf-16"),
    "UTF-16, high byte first, with a mark": codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"),
    "UTF-16 without a mark": RUSSIAN.encode("utf-16-le"),
    "UTF-16, high byte first": RUSSIAN.encode("utf-16-be"),
    "UTF-32 with a mark": RUSSIAN.encode("utf-32"),
    "UTF-32 without a mark": RUSSIAN.encode("utf-32-le"),
    "UTF-32, high byte first": RUSSIAN.encode("utf-32-be"),
    "Windows": RUSSIAN.encode("cp1251"),
    "DOS": RUSSIAN.encode("cp866"),
    "Unix of old": RUSSIAN.encode("koi8-r"),
    "Macintosh of old": RUSSIAN.encode("mac-cyrillic"),
    "line ends of Windows": RUSSIAN.replace("\n", "\r\n").encode(),
    "line ends of an old Macintosh": RUSSIAN.replace("\n", "\r").encode(),
    "zeros at the end": RUSSIAN.encode() + bytes(500),
}


@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS)
def test_script_is_read_in_any_encoding(content: bytes) -> None:
    """A script is one cell without a number, and every letter of it is right."""
    found = read_submission("work.py", content)
    assert (found.script, found.cells, found.language) == (True, (Cell(RUSSIAN),), "ru")


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1251", "koi8-r"])
def test_notebook_is_read_in_any_encoding(name: str) -> None:
    """Editors of Windows save notebooks too."""
    content = notebook(RUSSIAN, assignment=None).decode().encode(name)
    assert read_submission("work.ipynb", content).cells == (Cell(RUSSIAN, 1),)


def test_coding_line_decides_where_bytes_do_not() -> None:
    """As in Python; here the guess would be Russian."""
    source = f"# -*- coding: latin-1 -*-\n# {'äöüßé' * 5}\n{ANSWERS}"
    assert read_submission("work.py", source.encode("latin-1")).cells == (Cell(source),)


@pytest.mark.parametrize("name", ["rot13", "punycode", "idna", "utf-7", "nonsense", "x" * 60])
def test_coding_line_loads_no_strange_codec(name: str) -> None:
    """Only encodings of the list are looked up; some of Python's take time that grows with the square."""
    found = read_submission("work.py", f"# coding: {name}\n".encode() + ANSWERS.encode() + b"# \xff")
    assert ANSWERS in found.cells[0].source


@pytest.mark.parametrize("rest", [b"# \xcf\xf0\xe8", b"s = '\xff\xfe\xfd'"], ids=["a comment", "a text"])
def test_letters_that_cannot_be_decoded_cost_nothing_else(rest: bytes) -> None:
    """In a file that is UTF-8 for the rest, they are replaced."""
    (read,) = read_submission("work.py", RUSSIAN.encode() + rest).cells
    assert read.source.startswith(RUSSIAN)


@pytest.mark.parametrize(
    "name",
    [
        "work.IPYNB",
        "work.ipynb.txt",
        "work.ipynb.json",
        "notebook (1).ipynb",
        "work.py",
        "work.txt",
        "work",
        "work.zip",
    ],
)
def test_notebook_is_one_under_any_name(name: str) -> None:
    """Browsers and editors rename what they save."""
    found = read_submission(name, notebook(ANSWERS))
    assert (found.script, found.name, len(found.cells)) == (False, name, 1)


@pytest.mark.parametrize("name", ["work.Py", "work.PY", "work.py.txt", "work.txt", "work", "work.ipynb", "work (2).py"])
def test_script_is_one_under_any_name(name: str) -> None:
    """What is no JSON and has the classes in it is source."""
    found = read_submission(name, ANSWERS.encode())
    assert (found.script, found.cells) == (True, (Cell(ANSWERS),))


EXPORTS = {
    "Jupytext": "# ---\n# jupyter:\n#   jupytext:\n#     text_representation:\n# ---\n\n# %%\n" + ANSWERS,
    "VS Code": "# %% [markdown]\n# Text\n# %%\n" + ANSWERS,
    "nbconvert": "#!/usr/bin/env python\n# coding: utf-8\n\n# In[3]:\n\n\n" + ANSWERS,
    "Databricks": "# Databricks notebook source\n# MAGIC %md text\n# COMMAND ----------\n" + ANSWERS,
    "Colab": '# -*- coding: utf-8 -*-\n"""seminar.ipynb\n"""\n\n!pip install torchinfo\n' + ANSWERS,
    "a brace first": "{1: 2}\n" + ANSWERS,
}


@pytest.mark.parametrize("source", EXPORTS.values(), ids=EXPORTS)
def test_export_of_an_editor_is_a_script(source: str) -> None:
    """Its marks are comments, and its magic lines are the runner's matter."""
    assert read_submission("work.py", source.encode()).cells == (Cell(source),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Rar!\x1a\x07\x01\0", "an archive of the kind RAR: submit the notebook itself"),
        (b"7z\xbc\xaf\x27\x1c\0\0", "an archive of the kind 7z"),
        (b"%PDF-1.7", r"is a document \(PDF\), which cannot be run"),
        (b"<!DOCTYPE html><html>class ModelBaseline</html>", r"is a document \(HTML\)"),
        (b"\xef\xbb\xbf \n", "is empty"),
    ],
)
def test_other_kinds_of_files_are_refused_with_advice(content: bytes, words: str) -> None:
    """The reason names what was handed in and what to hand in instead."""
    with pytest.raises(UnreadableError, match=words):
        read_submission("work.ipynb", content)


def test_names_are_made_fit_for_print() -> None:
    """The name of a file is the student's to choose."""
    with pytest.raises(UnreadableError) as refused:
        read_submission("a\n\x1b[2J" + "x" * 500 + ".ipynb", b"")
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 200
