"""The list of a class: tables of platforms and of Excel are read, and a clue finds one person or nobody."""

from pathlib import Path

import pytest

from autograder.errors import GraderError
from autograder.lms.roster import Clue, Person, Roster, read_roster

# One class as each platform writes it: what the first student is known by.
TABLES = {
    "plain": ("name,id,e-mail\nAnna Lee,007,a@b.c\nBo,8,b@b.c\n", ("Anna Lee", "007", "a@b.c")),
    "Excel in Russian": ("ФИО;Номер;Почта\r\nЛи Анна;007;a@b.c\r\nБо;8;\r\n", ("Ли Анна", "007", "a@b.c")),
    "tabs": ("Name\tSID\tEmail\nAnna Lee\t007\ta@b.c\nBo\t8\t\n", ("Anna Lee", "007", "a@b.c")),
    "Moodle in Russian": (
        "Имя,Фамилия,Индивидуальный номер,Адрес электронной почты\nАнна,Ли,007,a@b.c\nБо,,,b@b.c\n",
        ("Ли Анна", "007", "a@b.c"),
    ),
    "Moodle's worksheet": (
        "Идентификатор,Полное имя,Адрес электронной почты,Оценка\nУчастник123,Анна Ли,a@b.c,\nУчастник124,Бо,,\n",
        ("Анна Ли", "123", "a@b.c"),
    ),
    "Canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,hw (1)\n    Points Possible,,,,,10\n"
        '"Lee, Anna",123,007,anna,S,\n"Bo",124,8,bo,S,\n"Student, Test",9,,,S,\n',
        ("Lee, Anna", "007", ""),
    ),
    "Gradescope": (
        "First Name,Last Name,SID,Email,Role\nAnna,Lee,007,a@b.c,Student\nBo,,8,,\n",
        ("Lee Anna", "007", "a@b.c"),
    ),
    "Brightspace": (
        "OrgDefinedId,Username,Last Name,First Name,Email\n#007,#anna,Lee,Anna,a@b.c\n8,bo,Bo,,\n",
        ("Lee Anna", "007", "a@b.c"),
    ),
    "GitHub Classroom": (
        "identifier,github_username,github_id\nAnna Lee,anna,123\nBo,bo,124\n",
        ("Anna Lee", "anna", ""),
    ),
    "addresses alone": ("Email\na@b.c\nb@b.c\n", ("a@b.c", "", "a@b.c")),
}


def people(tmp_path: Path, content: str | bytes) -> list[Person]:
    """Return the people in a table."""
    path = tmp_path / "students.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_roster(path)


@pytest.mark.parametrize(("table", "first"), TABLES.values(), ids=list(TABLES))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_are_read(tmp_path: Path, table: str, first: tuple[str, str, str], encoding: str) -> None:
    """Whatever the delimiter, the language of the headers and the mark at the beginning."""
    found = people(tmp_path, table.encode(encoding))
    assert (found[0].name, found[0].id, found[0].email) == first
    assert len(found) == 2


def test_excel_on_windows_in_russia_is_read(tmp_path: Path) -> None:
    """Which writes cp1251 unless asked for UTF-8."""
    assert people(tmp_path, "ФИО;Номер\nЁжик;1\n".encode("cp1251"))[0].name == "Ёжик"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04" + bytes(50), "save it as CSV"),
        (b"Ann;5\nBo;6\n", "names no column"),
        (b"", "names no column"),
        (b'name,id\n"' + b"x" * 200_000, "is not a table"),
    ],
    ids=["xlsx", "no headers", "empty", "an open quote"],
)
def test_what_is_no_list_is_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    """The message says what to do."""
    with pytest.raises(GraderError, match=words):
        people(tmp_path, content)
    with pytest.raises(GraderError, match="cannot be read"):
        read_roster(tmp_path / "absent.csv")


def test_name_that_nobody_sees_is_none(tmp_path: Path) -> None:
    """As a student may call themselves on a platform: the id stands instead, or the numbers of the letters."""
    found = people(tmp_path, "name,id,email\n\u3164,7,\n\u2800\u3164,,\n\u3164,,a@b.c\n")
    assert [person.name for person in found] == ["7", "U+2800 U+3164", "a@b.c"]


CLASS = """Фамилия Имя;ID number;Username;Email
Ли Анна Петровна;007;anna.lee;a@b.c
Бойко Семён;8;sboyko;
Ли Борис;9;blee;
Ли Борис;10;blee2;
Lee Joe;11;joe;
"""


@pytest.mark.parametrize(
    ("clue", "who"),
    [
        (Clue("whoever", id="007"), {0}),
        (Clue("whoever", email="A@B.C"), {0}),
        (Clue("Анна Ли"), {0}),
        (Clue("семен  БОЙКО"), {1}),
        (Clue("Борис Ли", account="moodle 77"), {2, 3}),
        (Clue("Борис Ли", id="10", account="gradescope 5"), {3}),
        (Clue("joelee", account="canvas 8"), {4}),
        (Clue("leejoe", account="canvas 8"), {4}),
        (Clue("joelee"), set()),
        (Clue("Участник", id="8", account="moodle 8"), set()),
        (Clue("sboyko", id="sboyko", account="blackboard sboyko"), {1}),
        (Clue("joe", id="joe", account="github joe"), {4}),
        (Clue("hw", stem="007_hw"), {0}),
        (Clue("hw", stem="hw_anna.lee_final"), {0}),
        (Clue("бойко", stem="бойко_2"), {1}),
        (Clue("ли", stem="ли"), {0, 2, 3}),
        (Clue("hw joe", stem="hw_joe_lee_v2"), {4}),
        (Clue("seminar_en", stem="seminar_en"), set()),
        (Clue("Ли Борис 10"), {3}),
        (Clue("Борис blee2", account="moodle 77"), set()),
        (Clue("Ли joe"), set()),
    ],
)
def test_clue_finds_its_person(tmp_path: Path, clue: Clue, who: set[int]) -> None:
    """By account, id, address, name in any order with or without patronymic; a platform's number is no other's id."""
    assert Roster(people(tmp_path, CLASS)).find(clue) == who


def test_platforms_number_counts_on_that_platform_alone(tmp_path: Path) -> None:
    """Canvas's own number in its gradebook, Moodle's in its worksheet."""
    canvas = Roster(people(tmp_path, TABLES["Canvas"][0]))
    assert canvas.find(Clue("whoever", id="123", account="canvas 123")) == {0}
    assert canvas.find(Clue("whoever", id="123", account="moodle 123")) == set()
    moodle = Roster(people(tmp_path, TABLES["Moodle's worksheet"][0]))
    assert moodle.find(Clue("Somebody", account="moodle 123")) == {0}
