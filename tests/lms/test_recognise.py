"""How exports of learning platforms are read: whose each file is, and which of a student's files counts."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from autograder.classroom.submissions import Submission, find_submissions
from autograder.errors import GraderError
from coursekit.submission.source import UnreadableError
from tests.course import GRADING, SEMINAR, read_submission

Plant = Callable[..., list[Submission]]
WHOLE: list[str] = []  # the student's folder counts


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Write empty files at the given paths below a folder `class`, and return the submissions found in it."""

    def made(*names: str, metadata: str = "") -> list[Submission]:
        for name in names:
            path = tmp_path / "class" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        if metadata:
            (tmp_path / "class" / "submission_metadata.yml").write_text(metadata, encoding="utf-8")
        return find_submissions([tmp_path / "class"])

    return made


def entry(folder: str, *people: tuple[str, str, str], at: str = "2024-05-01 10:00:00.5 Z") -> str:
    """Return what Gradescope's metadata say of one folder; people: name, SID and address."""
    lines = [f"{folder}:", "  :submitters:"]
    for name, sid, email in people:
        lines += [f"  - :name: {name}", f"    :sid: {sid}", f"    :email: {email}"]
    return "\n".join([*lines, f"  :created_at: {at}", "  :score: 7.0", ""])


def counting(found: list[Submission]) -> list[str]:
    """Return the names of the files that count."""
    return [submission.path.name for submission in found if not submission.superseded_by]


@pytest.mark.parametrize(
    "name",
    [
        "1-2 - Ann - Jan 1, 0001 100 AM - hw.ipynb",
        "hw_ann_attempt_0000-00-00-00-00-00_hw.ipynb",
        f"submission_{'9' * 200}/hw.ipynb",
        f"ann_{'9' * 100}_{'9' * 100}_hw.ipynb",
        "ann+hw+0000-00-00 0 UTC/hw.ipynb",
    ],
)
def test_no_name_ends_the_run(plant: Plant, name: str) -> None:
    """A student has chosen it; whatever it looks like, it is a submission, and so is that of anybody else."""
    assert len(plant(name, "anna.ipynb")) == 2


@pytest.mark.parametrize("letter", ["\u3164", "\u2800", "\u115f", "\uffa0", "\ufe0f", "\u034f"])
@pytest.mark.parametrize("path", ["{}.py", "{}_77_assignsubmission_file/hw.ipynb"], ids=["file", "Moodle"])
def test_name_of_letters_that_nobody_sees_is_shown_by_their_numbers(plant: Plant, path: str, letter: str) -> None:
    """Fillers and empty cells are letters that print, as nothing: the cell of the name would be empty."""
    (one,) = plant(path.format(letter * 2))
    number = f"U+{ord(letter):04X}"
    assert one.student == f"{number} {number}"
    assert one.id == (one.student if path == "{}.py" else f"{letter * 2}_77")


def test_flat_files_are_each_a_submission(plant: Plant) -> None:
    """Whatever no platform has named is taken one by one, in order, at any depth, and named after its stem."""
    found = plant("b/anna.ipynb", "b/c/boris.zip", "a.py", "notes.txt", "z_v2.py", "z_v3.py")
    assert [(one.id, one.student) for one in found] == [(n, n) for n in ("a", "anna", "boris", "z_v2", "z_v3")]
    assert {(one.student_id, one.email, one.late, one.superseded_by) for one in found} == {("", "", False, "")}


@pytest.mark.parametrize(
    "name",
    ["__MACOSX/a.py", ".ipynb_checkpoints/a-checkpoint.ipynb", "._a.py", ".hidden.py", "__pycache__/a.py"],
)
def test_what_systems_leave_is_ignored(plant: Plant, name: str) -> None:
    """Hidden files and the leavings of macOS and Jupyter are no submissions, in folders of students neither."""
    found = plant("real.py", name, f"Anna_7_assignsubmission_file_/{name}", "Anna_7_assignsubmission_file_/b.py")
    assert [one.path.name for one in found] == ["b.py", "real.py"]


# Gradescope


def test_gradescope_metadata_name_the_student(plant: Plant) -> None:
    """Name, SID and address come from the metadata; the id is the folder's name."""
    (one,) = plant("submission_123/hw.ipynb", metadata=entry("submission_123", ("Анна Ли", "'007'", "a@example.org")))
    assert (one.id, one.student, one.student_id, one.email) == ("submission_123", "Анна Ли", "007", "a@example.org")


def test_gradescope_group_is_one_submission(plant: Plant) -> None:
    """Several submitters share one submission; ids and addresses keep the order of the names."""
    people = (("Ann", "1", "a@b.c"), ("Bo", "", "b@b.c"))
    (one,) = plant("submission_5/hw.ipynb", metadata=entry("submission_5", *people))
    assert (one.student, one.student_id, one.email) == ("Ann, Bo", "1, ", "a@b.c, b@b.c")


def test_gradescope_works_without_metadata(plant: Plant) -> None:
    """Without metadata, or where they do not know the folder, the student is the folder's name."""
    found = plant("submission_1/hw.ipynb", "submission_2/hw.ipynb", metadata=entry("submission_2", ("Bo", "2", "b@c")))
    assert [(one.id, one.student) for one in found] == [("submission_1", "submission_1"), ("submission_2", "Bo")]


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ("2024-05-01 10:00:00 Z", "2024-05-01 09:00:00 Z", "first.ipynb"),
        ("2024-05-01 10:00:00 +02:00", "2024-05-01 09:00:00 Z", "second.ipynb"),
        ("'2024-05-02T10:00:00+00:00'", "2024-05-01 10:00:00", "first.ipynb"),
        ("2024-05-01 10:00:00 Z", "2024-05-01 10:00:00 Z", "second.ipynb"),
        ("", "", "second.ipynb"),
    ],
    ids=["later", "in another time zone", "as text", "at the same time", "without times"],
)
def test_gradescope_counts_the_latest(plant: Plant, first: str, second: str, counts: str) -> None:
    """Of one student's submissions the latest counts, by time and else by number; the other says which."""
    me = ("Ann", "1", "a@b.c")
    metadata = entry("submission_99", me, at=first) + entry("submission_100", me, at=second)
    found = plant("submission_99/first.ipynb", "submission_100/second.ipynb", metadata=metadata)
    assert counting(found) == [counts]
    assert {one.superseded_by for one in found} == {"", counts}


@pytest.mark.parametrize("people", [[("Ann", "", "")], [("Ann", "1", ""), ("Bo", "", "")]], ids=["one", "a group"])
def test_gradescope_namesakes_stay_apart(plant: Plant, people: list[tuple[str, str, str]]) -> None:
    """Students of the same name, without id or address, are not taken for one."""
    metadata = entry("submission_1", *people) + entry("submission_2", *people)
    assert len(counting(plant("submission_1/a.ipynb", "submission_2/a.ipynb", metadata=metadata))) == 2


@pytest.mark.parametrize(
    "metadata",
    [
        "submission_1: [",
        "submission_1: !!python/object:os.system {}",
        "a: 2024-13-45",
        "[" * 5000,
        "\0",
        "# " + "x" * 2**20,
    ],
    ids=["not YAML", "an object", "no date", "deep", "binary", "too large"],
)
def test_damaged_metadata_are_one_line(plant: Plant, metadata: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damaged metadata end the search with one line that says what to do."""
    monkeypatch.setattr("autograder.lms.gradescope.METADATA_MIB", 1)
    with pytest.raises(GraderError, match=r"^.*submission_metadata\.yml: is .*: export the submissions again, or .*$"):
        plant("submission_1/a.py", metadata=metadata)


@pytest.mark.parametrize(
    "metadata",
    [
        "[]",
        "submission_1: 3",
        "submission_1:\n  :submitters: x",
        "submission_1:\n  :submitters: [1, null, {}]",
        "submission_1:\n  :submitters:\n  - :name: [a]\n    :sid: {b: c}",
    ],
    ids=["a list", "a number", "no list", "no people", "no texts"],
)
def test_odd_metadata_name_nobody(plant: Plant, metadata: str) -> None:
    """Metadata of another shape than expected leave the folder's name."""
    assert [one.student for one in plant("submission_1/a.py", metadata=metadata)] == ["submission_1"]


# Moodle


@pytest.mark.parametrize("form", ["_/hw.ipynb", "/hw.ipynb", "_hw.ipynb"], ids=["folder", "newer folder", "flat"])
@pytest.mark.parametrize("name", ["Anna Lee", "Анна_Мария Ли", "Participant", "J. R. O'Neil"])
def test_moodle_names_the_student(plant: Plant, form: str, name: str) -> None:
    """Name and participant number come from the folder or from the file's name, and make the id."""
    (one,) = plant(f"{name}_123_assignsubmission_file{form}")
    assert (one.id, one.student, one.student_id) == (f"{name}_123", name, "123")


@pytest.mark.parametrize(
    "path",
    [
        "Eve_6_assignsubmission_file_Ann_7_assignsubmission_file_hw.ipynb",
        "Eve_6_assignsubmission_file_/Ann_7_assignsubmission_file_hw.ipynb",
        "Eve_6_assignsubmission_file_/Ann_7_assignsubmission_file_/hw.ipynb",
        "Eve_6_assignsubmission_file_/submission_7/hw.ipynb",
        "Eve_6_assignsubmission_file_/ann_7_456_hw.ipynb",
    ],
)
def test_no_file_name_claims_another_student(plant: Plant, path: str) -> None:
    """What a student may choose, the end of the path, never says whose a file is."""
    assert [one.student_id for one in plant(path)] == ["6"]


@pytest.mark.parametrize(
    ("names", "counts"),
    [
        (["hw.ipynb", "hw (1).ipynb"], ["hw (1).ipynb"]),
        (["hw.ipynb", "hw-1.ipynb", "hw-10.ipynb", "hw-9.ipynb"], ["hw-10.ipynb"]),
        (["hw_v1.ipynb", "hw_v2.ipynb"], ["hw_v2.ipynb"]),
        (["hw.ipynb", "hw copy.ipynb"], ["hw copy.ipynb"]),
        (["hw-1.ipynb", "hw-1 (1).ipynb"], ["hw-1 (1).ipynb"]),
        (["hw.ipynb", "hw-1.ipynb", "helper.py"], ["hw-1.ipynb"]),
        (["hw-1.ipynb", "hw (1).ipynb"], WHOLE),
        (["hw.ipynb", "other.ipynb"], WHOLE),
        (["a/hw.ipynb", "b/hw.ipynb"], WHOLE),
        (["hw.ipynb", "helper.py", "more.py"], ["hw.ipynb"]),
        (["HW.IPYNB", "helper.py"], ["HW.IPYNB"]),
        (["hw.ipynb.txt", "helper.py"], ["hw.ipynb.txt"]),
        (["hw.py", "helper.py"], WHOLE),
        (["hw.py", "hw.zip"], WHOLE),
        (["hw.ipynb", "hw.zip"], ["hw.ipynb"]),
        (["sub/hw.ipynb", "helper.py"], ["hw.ipynb"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.parametrize("folder", ["Ann_7_assignsubmission_file_", "submission_7"], ids=["Moodle", "Gradescope"])
def test_one_of_a_students_files_counts(plant: Plant, folder: str, names: list[str], counts: list[str]) -> None:
    """The latest attempt counts, a notebook beats helpers, and where names do not tell, the folder is read as one."""
    found = plant(*(f"{folder}/{name}" for name in names))
    assert counting(found) == (counts or [folder])
    assert {one.superseded_by for one in found} <= {"", *counts}
    assert len({one.id for one in found}) == len(found)


def test_folder_of_a_student_is_read_like_a_zip(tmp_path: Path) -> None:
    """The filled one counts; the untouched original and the modules beside it are read with it."""
    answers = "class SpatialDropout(nn.Module):\n    def forward(self, x):\n        return drop(x)\n"
    contents = {"seminar.ipynb": "...", "mine.ipynb": "from layers import drop\n" + answers, "layers.py": "x = 1"}
    folder = tmp_path / "class" / "Ann_7_assignsubmission_file_"
    folder.mkdir(parents=True)
    for name, source in contents.items():
        cells = [{"cell_type": "code", "source": source}]
        metadata = {"otter": {"assignment_name": SEMINAR.name}}
        notebook = json.dumps({"cells": cells, "metadata": metadata})
        (folder / name).write_text(notebook if name.endswith(".ipynb") else source, encoding="utf-8")
    (one,) = find_submissions([tmp_path / "class"])
    read = read_submission(one.path.name, one.read(GRADING.budgets))
    assert (read.name, set(read.helpers)) == ("Ann_7_assignsubmission_file_/mine.ipynb", {"layers.py"})


def test_helpers_are_read_with_the_notebook_that_counts(tmp_path: Path) -> None:
    """An earlier attempt and a zip are no helpers; without helpers the bytes are those of the file."""
    folder = tmp_path / "submission_7"
    folder.mkdir()
    for name in ("hw.ipynb", "hw-1.ipynb", "hw.zip"):
        (folder / name).write_text("ModelBaseline", encoding="utf-8")
    counted = [one for one in find_submissions([tmp_path]) if not one.superseded_by]
    assert [one.read(GRADING.budgets) for one in counted] == [b"ModelBaseline"]
    (folder / "layers.py").write_text("x = 1", encoding="utf-8")
    (one,) = [one for one in find_submissions([tmp_path]) if not one.superseded_by]
    read = read_submission(one.path.name, one.read(GRADING.budgets))
    assert (one.path.name, read.name, set(read.helpers)) == ("hw-1.ipynb", "hw-1.ipynb", {"layers.py"})


def test_earlier_attempts_stay_in_the_list(plant: Plant) -> None:
    """What counts has the plain id, and an earlier attempt stays, in order, with the name of the file that counts."""
    found = plant("Ann_7_assignsubmission_file_/hw (1).ipynb", "Ann_7_assignsubmission_file_/hw (2).ipynb")
    assert [(one.path.name, one.id, one.superseded_by) for one in found] == [
        ("hw (1).ipynb", "Ann_7-2", "hw (2).ipynb"),
        ("hw (2).ipynb", "Ann_7", ""),
    ]


def test_zip_beside_the_notebook_stays_in_the_list(plant: Plant) -> None:
    """A zip may hold a notebook too: it is not graded beside one, and not left out either, as helpers are."""
    found = plant(*(f"submission_7/{name}" for name in ("helper.py", "hw.ipynb", "hw.zip")))
    assert [(one.path.name, one.superseded_by) for one in found] == [("hw.ipynb", ""), ("hw.zip", "hw.ipynb")]


def test_student_without_a_gradable_file_has_a_row(plant: Plant) -> None:
    """A student's folder with nothing to grade is a submission that intake calls unreadable."""
    found = plant("Ann_7_assignsubmission_file_/essay.pdf", "Bo_8_assignsubmission_file_/hw.ipynb")
    assert [one.student for one in found] == ["Ann", "Bo"]
    with pytest.raises(UnreadableError, match=r"Ann_7_assignsubmission_file_ has no notebook and no \.py file"):
        read_submission(found[0].path.name, found[0].read(GRADING.budgets))


# Canvas


@pytest.mark.parametrize("name", ["leeanna", "ли_анна", unicodedata.normalize("NFD", "йорк")])
@pytest.mark.parametrize("late", ["", "LATE_"], ids=["in time", "late"])
def test_canvas_names_the_student(plant: Plant, name: str, late: str) -> None:
    """Name, lateness and user number come from the file's name, whose stem is the id."""
    (one,) = plant(f"{name}_{late}123_4567_my_hw_8_999.ipynb")
    composed = unicodedata.normalize("NFC", name)
    assert (one.student, one.student_id, one.late) == (composed, "123", bool(late))
    assert one.id == f"{composed}_{late}123_4567_my_hw_8_999"


@pytest.mark.parametrize(
    ("names", "counts"),
    [
        (["lee_1_456_hw.ipynb", "lee_1_457_hw-1.ipynb"], "lee_1_457_hw-1.ipynb"),
        (["lee_1_999_hw.ipynb", "lee_LATE_1_1000_hw-1.ipynb"], "lee_LATE_1_1000_hw-1.ipynb"),
        (["lee_1_456_hw-2.ipynb", "lee_1_457_final.ipynb"], "lee_1_457_final.ipynb"),
        (["lee_1_456_hw.ipynb", "lee_1_457_helper.py"], "lee_1_456_hw.ipynb"),
    ],
    ids=["resubmitted", "resubmitted late", "under another name", "with a helper"],
)
def test_canvas_counts_the_latest_attachment(plant: Plant, names: list[str], counts: str) -> None:
    """The attachment with the highest number counts, but no .py before a notebook; the others say so."""
    found = plant(*names)
    assert counting(found) == [counts]
    assert {one.superseded_by for one in found} == {"", counts}


@pytest.mark.parametrize(
    "names",
    [
        ["hw_1_2_anna.ipynb", "hw_1_3_boris.ipynb"],
        ["lab_5_2024_anna.ipynb", "lab_5_2024_boris.py"],
        ["seminar_2024_10_01T12_30.zip", "seminar_2024_11_01T12_30.zip"],
        ["a_1_111_hw.ipynb", "b_1_222_hw.ipynb"],
        ["first/lee_1_456_hw.ipynb", "second/lee_1_457_hw.ipynb"],
    ],
    ids=["short numbers", "one number for two", "dates", "two names", "two exports"],
)
def test_names_that_only_look_like_attempts_all_count(plant: Plant, names: list[str]) -> None:
    """No work is put aside for a file that need not be of the same student, or of the same export."""
    assert len(counting(plant(*names))) == len(names)


# What a student may have put into a folder, by its name as each platform would read it.
NAMED = {
    "gradescope": "submission_7/x.py",
    "moodle": "Anna Ivanova_123_assignsubmission_file/x.py",
    "canvas": "annaivanova_123_456_x.py",
    "brightspace": "12345-678 - Anna Ivanova - Nov 20, 2025 1000 PM/x.py",
    "nbgrader": "timestamp.txt",
}
CLASS = ("anna/hw.ipynb", "boris/hw.ipynb", "clara/hw.ipynb")


@pytest.mark.parametrize("name", NAMED.values(), ids=NAMED)
def test_names_that_one_student_chose_say_whose_nothing_is(plant: Plant, name: str) -> None:
    """All the others lost their names to one such file, and its author was somebody else."""
    found = plant(*CLASS, f"boris/{name}")
    assert [(it.student, it.account) for it in found] == [("anna", ""), ("boris", ""), ("clara", "")]


def test_metadata_in_a_students_folder_end_nothing(tmp_path: Path, plant: Plant) -> None:
    """Damaged ones are an error of an export; in one student's folder they ended the run of the class."""
    (tmp_path / "class" / "boris").mkdir(parents=True)
    (tmp_path / "class" / "boris" / "submission_metadata.yml").write_text("{", encoding="utf-8")
    assert [it.student for it in plant(*CLASS, "boris/submission_7/x.py")] == ["anna", "boris", "clara"]
    assert plant("boris/second.ipynb", "dora/own.ipynb")  # whose folders tell nothing any more


def test_file_that_names_a_student_and_cannot_be_read_ends_nothing(
    tmp_path: Path, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blackboard's .txt: the login is the name then."""
    name = "Homework_alee_attempt_2024-09-20-13-05-33"
    opening = Path.open

    def refused(path: Path, *given: Any, **named: Any) -> IO[Any]:
        if path.suffix == ".txt":
            raise PermissionError(13, "Permission denied")
        return opening(path, *given, **named)

    monkeypatch.setattr(Path, "open", refused)
    (found,) = plant(f"{name}.txt", f"{name}_hw.ipynb")
    assert found.student == "alee"
