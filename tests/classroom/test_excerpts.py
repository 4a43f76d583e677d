"""Excerpts of code in the report: the graded class, short, without comments and texts, and without its author."""

import json
import time
from pathlib import Path

import pytest

from autograder.classroom.excerpts import LONGEST_LINE, MOST_LINES, excerpt, read_excerpts, write_excerpts
from autograder.classroom.report.nameless import is_nameless, without_names
from tests.classroom.records import record

SOURCE = '''
@register  # by Anna
class SpatialDropout(nn.Module):
    """Anna Ivanova, group 5."""

    def __init__(self, p=0.2):
        "Anna's"
        super().__init__()  # Anna
        # Anna
        self.p = p
        self.conv = nn.Conv2d(3, 16, 3, padding="same")
        print("anna@example.org", f"{p} anna {self.p:.2f}", 'Anna')

    def forward(self, x): return x  # Anna

'''


def test_comments_docstrings_and_texts_are_gone() -> None:
    """A word that says how something is computed stays."""
    assert excerpt(SOURCE) == (
        "@register\n"
        "class SpatialDropout(nn.Module):\n"
        "    def __init__(self, p=0.2):\n"
        "        super().__init__()\n"
        "        self.p = p\n"
        '        self.conv = nn.Conv2d(3, 16, 3, padding="same")\n'
        "        print('…', '…', '…')\n"
        "    def forward(self, x): return x"
    )


def test_it_is_short() -> None:
    """Lines that are left out are shown to be."""
    lines = excerpt("class A:\n" + "".join(f"    x{n} = {'1 + ' * 60}1\n" for n in range(99))).split("\n")
    assert (len(lines), lines[-1]) == (MOST_LINES + 1, "…")
    assert max(map(len, lines)) == LONGEST_LINE + 1


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    x = '''anna",
        "class A:\n    (",
        "class A:\n        x\n    anna\n  anna\n",
        "\x00",
        "x = \ud800'",
        "(",
    ],
    ids=["text", "bracket", "indent", "nothing", "surrogate", "open"],
)
def test_what_python_cannot_read_is_not_shown(source: str) -> None:
    """A comment could be in it."""
    assert "anna" not in excerpt(source)


@pytest.mark.parametrize(
    "line", ["    x = '" + "\\'" * 75_000 + "'", "    x =" + " " * 150_000 + "$"], ids=["quotes", "spaces"]
)
def test_long_lines_cost_the_grader_nothing(line: str) -> None:
    """Python's tokenizer would take more than ten minutes."""
    begun = time.process_time()
    assert excerpt(f"class A:\n    y = 1  # anna\n{line}\n    z = 2\n") == "class A:\n    y = 1"
    assert time.process_time() - begun < 2


def test_a_class_that_is_cut_off_shows_whole_statements() -> None:
    """The cut may fall into a text or a bracket."""
    source = "class A:\n    x = 1\n    y = (\n" + "        'anna',\n" * 1000 + "    )\n"
    assert excerpt(source) == "class A:\n    x = 1"


def test_it_is_kept_and_read_again(tmp_path: Path) -> None:
    """What is no excerpt in a damaged file is none."""
    write_excerpts(tmp_path, {"q1": "class A: ё", "q2": ""})
    assert read_excerpts(tmp_path) == {"q1": "class A: ё"}
    for damaged in ("[", "[]", json.dumps({"q1": 5})):
        (tmp_path / "excerpts.json").write_text(damaged, encoding="utf-8")
        assert read_excerpts(tmp_path) == {}
    assert read_excerpts(tmp_path / "nowhere") == {}


@pytest.mark.parametrize(
    "code",
    [
        "anna_mask = 1",
        "annaMask = 1",
        "AnnaNet()",
        "self.ivanova = 1",
        "ivanovanet = 1",
        "анна = Анна_сеть",
        "s1234567 = 5",
        "iva_99 = 2",
        "Dmitrii = Dmitriy = dmitry = 1",
        "KSENIA = Xenia_2 = Ksenija = 1",
        "Shcherbakov = yulia = julia = iuliia = 1",
    ],
)
def test_identifiers_that_name_the_student_are_replaced(code: str) -> None:
    """In whichever letters, alone or as a word of one; what names nobody stays."""
    names = "Анна Иванова Дмитрий Ксения Щербаков Юлия"
    person = record(names, student_id="s1234567", email="iva@students.example.org")
    told = without_names(f"class SpatialDropout:\n    {code}\n    channels = students", person)
    lines = told.splitlines()
    assert lines[0] == "class SpatialDropout:"
    assert lines[2] == "    channels = students"
    assert set("".join(c if c.isalpha() else " " for c in lines[1]).split()) <= {"self", "name"}
    assert not is_nameless(code, person)


def test_names_that_are_words_of_code_are_found_only_alone() -> None:
    """Ann is nobody in "channels", and the task's own class is named after nobody."""
    person = record("Ann Spatial")
    code = "class SpatialDropout:\n    channels = planned = ann"
    assert without_names(code, person) == "class SpatialDropout:\n    channels = planned = name"
