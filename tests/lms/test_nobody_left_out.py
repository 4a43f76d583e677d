"""Every entry of an export gives a row or a line, and the student is who the platform says, never the hand-out."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from autograder.classroom.submissions import Submission, find_submissions, look_through
from autograder.intake import UnreadableSubmission
from coursekit.submission.source import UnreadableError
from tests.course import GRADING, read_submission

NOTEBOOK, DOCUMENT = b'{"cells": []}', b"%PDF-1.7"
HAND_OUT = ("README.md", "stubs.py", "tests/q1.py", "seminar/__init__.py", "seminar_en.ipynb", ".git/config")
Plant = Callable[..., Path]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Write a folder `class`: names with `/` at the end are empty folders; return it."""

    def made(*names: str, **contents: bytes) -> Path:
        (tmp_path / "class").mkdir(exist_ok=True)
        for name in names:
            path = tmp_path / "class" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith("/"):
                path.mkdir(exist_ok=True)
            else:
                path.write_bytes(contents.get(path.suffix.removeprefix("."), NOTEBOOK))
        return tmp_path / "class"

    return made


def rows(found: Sequence[Submission]) -> list[tuple[str, str]]:
    """Return student and file of what counts."""
    return [(one.student, one.path.name) for one in found if not one.superseded_by]


def why(one: Submission) -> str:
    """Return why a submission cannot be graded."""
    with pytest.raises((UnreadableError, UnreadableSubmission)) as raised:
        read_submission(one.path.name, one.read(GRADING.budgets))
    return str(raised.value)


@pytest.mark.parametrize("name", ["hw.html", "hw.pdf", "hw.rar", "hw.docx", "hw.7z", "hw.tar.gz", "hw.json"])
def test_what_is_handed_in_instead_of_a_notebook_has_a_row(plant: Plant, name: str) -> None:
    """In a folder of plain files, where nothing else is of the same student."""
    found, lines = look_through([plant("anna.ipynb", name)])
    assert rows(found) == [("anna", "anna.ipynb"), (Path(name).stem, name)]
    assert lines == []


@pytest.mark.parametrize("name", ["anna.html", "anna.pdf", "photo.png", "notes.txt", "students.csv", "empty/"])
def test_what_is_nobodys_work_has_a_line(plant: Plant, name: str) -> None:
    """What lies beside the notebook of its name, or is no work by its kind."""
    folder = plant("anna.ipynb", "boris.ipynb.json", name)
    found, lines = look_through([folder])
    assert rows(found) == [("anna", "anna.ipynb"), ("boris.ipynb", "boris.ipynb.json")]
    assert lines == [f"{Path('class', name)}: is no submission, and left out"]


@pytest.mark.parametrize(
    ("names", "students"),
    [
        (["Ann_7_assignsubmission_file_/", "Bo_8_assignsubmission_file_/hw.ipynb"], ["Ann", "Bo"]),
        (["Ann_7_assignsubmission_file_/hw.pdf", "Bo_8_assignsubmission_file/hw.ipynb"], ["Ann", "Bo"]),
        (["Ann_7_assignsubmission_onlinetext_/onlinetext.html", "Bo_8_assignsubmission_file_/hw.ipynb"], ["Ann", "Bo"]),
        (["Ann_7_assignsubmission_file_hw.rar", "Bo_8_assignsubmission_onlinetext_onlinetext.html"], ["Ann", "Bo"]),
        (["ann_7_4567_hw.docx", "bo_LATE_8_text.html", "cy_9_4568_hw.ipynb"], ["ann", "bo", "cy"]),
        (["submission_1/", "submission_2/hw.pdf", "submission_3/hw.ipynb"], [f"submission_{n}" for n in (1, 2, 3)]),
        (["12-3 - Ann Li - Sep 20, 2024 930 PM/hw.pdf", "13-3 - Bo - Sep 20, 2024 930 PM/hw.ipynb"], ["Ann Li", "Bo"]),
        (["submitted/ann/", "submitted/bo/hw1/", "submitted/cy/hw1/hw.ipynb"], ["ann", "bo", "cy"]),
        (["hw-submissions/hw-ann/README.md", "hw-submissions/hw-bo/hw.ipynb"], ["ann", "bo"]),
        (["ann/hw.ipynb", "bo/hw.pdf", "cy/hw.ipynb", "di/"], ["ann", "bo", "cy", "di"]),
        (["ann/__notebook__.ipynb", "bo/__notebook__.ipynb", "bo/__results__.html"], ["ann", "bo"]),
        (["HW_ann_attempt_2024-09-20-13-05-33.txt", "HW_bo_attempt_2024-09-20-13-05-34_hw.ipynb"], ["ann", "bo"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_student_without_a_gradable_file_has_one_row(plant: Plant, names: list[str], students: list[str]) -> None:
    """Whatever the platform: an empty folder, a document, text that was typed in. There is a reason for each."""
    found, lines = look_through(
        [plant(*names, pdf=DOCUMENT, rar=b"Rar!\x1a\x07", html=b"<html>", txt=b"", docx=b"PK\5\6")]
    )
    assert [student for student, _ in rows(found)] == students
    assert lines == []
    for one in found:
        if not one.path.name.endswith(".ipynb"):
            assert why(one)


@pytest.mark.parametrize(
    "names",
    [
        ["Ann_7_assignsubmission_file_/hw.ipynb", "Ann_7_assignsubmission_onlinetext_/onlinetext.html"],
        ["Ann_7_assignsubmission_onlinetext_onlinetext.html", "Ann_7_assignsubmission_file_hw.ipynb"],
        ["Ann_7_4567_hw.ipynb", "Ann_7_4568_plot.png", "Ann_7_text.html"],
        ["HW_Ann_attempt_2024-09-20-13-05-33.txt", "HW_Ann_attempt_2024-09-20-13-05-33_hw.ipynb"],
    ],
    ids=lambda names: names[0],
)
def test_what_lies_beside_a_notebook_has_no_row_of_its_own(plant: Plant, names: list[str]) -> None:
    """One student, one row: text that was typed in and pictures are of the same hand-in."""
    assert [(student, path.rsplit(".", 1)[1]) for student, path in rows(find_submissions([plant(*names)]))] == [
        ("Ann", "ipynb")
    ]


@pytest.mark.parametrize(
    ("form", "students"),
    [
        ("hw1-submissions/hw1-{}", ["anna-lee", "boris"]),
        ("hw1-{}", ["anna-lee", "boris"]),
        ("submitted/{}/hw1", ["anna-lee", "boris"]),
        ("{}+hw1+2024-09-20 13:05:33.1 UTC+x1", ["anna-lee", "boris"]),
        ("{}", ["anna-lee", "boris"]),
    ],
    ids=["GitHub Classroom", "clones side by side", "nbgrader", "nbgrader's exchange", "plain folders"],
)
def test_student_is_the_folder_and_the_hand_out_is_no_submission(plant: Plant, form: str, students: list[str]) -> None:
    """One row each, read as a whole, whatever of the hand-out lies in there."""
    names = [f"{form.format(student)}/{name}" for student in students for name in HAND_OUT]
    found, lines = look_through([plant(*names)])
    assert [student for student, _ in rows(found)] == students
    assert [one.id for one in found] == students
    assert lines == []


def test_row_without_work_is_of_what_was_meant_as_work(plant: Plant) -> None:
    """Blackboard's own text lies beside a PDF: the row says what is wrong with the PDF."""
    begin = "HW 1_ann_attempt_2024-09-20-13-05-33"
    found, _ = look_through([plant(f"{begin}.txt", f"{begin}_hw.pdf", "HW 1_bo_attempt_2024-09-20-13-05-34_hw.ipynb")])
    assert rows(found) == [("ann", f"{begin}_hw.pdf"), ("bo", "HW 1_bo_attempt_2024-09-20-13-05-34_hw.ipynb")]


def test_nbgrader_counts_the_latest_of_its_exchange(plant: Plant) -> None:
    """By the time in the folder's name."""
    form = "ann+hw1+2024-09-20 13:0{}:33.123456 UTC/hw.ipynb"
    found = find_submissions([plant(form.format(5), form.format(7), form.format(6))])
    assert [one.path.parent.name[22:24] for one in found if not one.superseded_by] == ["07"]


def test_brightspace_counts_the_latest(plant: Plant) -> None:
    """By the date in the folder's name; the page that lies beside the folders is nothing."""
    form = "12-3 - Ann Li - Sep 20, 2024 {} PM/hw.ipynb"
    found, lines = look_through([plant(form.format(930), form.format(1105), "index.html")])
    assert [one.path.parent.name for one in found if not one.superseded_by] == [form.format(1105).split("/")[0]]
    assert [(one.student, one.account) for one in found] == [("Ann Li", "brightspace 12")] * 2
    assert lines == []


def test_blackboard_names_the_student_and_counts_the_latest(plant: Plant) -> None:
    """The name stands in the text beside the files, which must be of the same login."""
    said = "Name: Анна Ли (alee)\r\nAssignment: HW\r\n".encode()
    form = "HW 1_{}_attempt_2024-09-20-13-05-3{}{}"
    names = [form.format("alee", n, end) for n in (3, 4) for end in (".txt", "_hw.ipynb")]
    found = find_submissions([plant(*names, form.format("bo", 3, ".txt"), form.format("bo", 3, "_hw.py"), txt=said)])
    assert [(one.student, one.student_id, bool(one.superseded_by)) for one in found] == [
        ("Анна Ли", "alee", True),
        ("Анна Ли", "alee", False),
        ("bo", "bo", False),
    ]


@pytest.mark.parametrize(
    "names",
    [
        ["wrong/a.py", "wrong/b.py", "right/c.py"],
        ["group1/anna.ipynb", "group1/boris.ipynb", "group2/anna.ipynb", "group2/vera.ipynb", "group3/zoe.ipynb"],
        ["b/anna.ipynb", "c/boris.ipynb", "dora.ipynb"],
    ],
    ids=["folders of a bank", "groups", "a file beside the folders"],
)
def test_folders_that_may_be_of_several_students_are_searched(plant: Plant, names: list[str]) -> None:
    """Nobody's work is taken for a part of another's."""
    assert len(rows(find_submissions([plant(*names)]))) == len(names)


def test_plain_folders_of_one_file_each_keep_the_names_of_files(plant: Plant) -> None:
    """The student is the folder; the folder of results is named after the file, as long as that tells them apart."""
    found = find_submissions([plant("ann/first.ipynb", "bo/second.ipynb")])
    assert [(one.student, one.id) for one in found] == [("ann", "first"), ("bo", "second")]
    found = find_submissions([plant("ann/first.ipynb", "bo/second.ipynb", "cy/first.ipynb")])
    assert [(one.student, one.id) for one in found] == [("ann", "ann"), ("bo", "bo"), ("cy", "cy")]
