"""How files and folders are searched: ids of results, links and pipes, and paths that hold nothing."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.submissions import Submission, find_submissions
from autograder.errors import GraderError
from autograder.grading import Budgets
from autograder.intake import UnreadableSubmission

Plant = Callable[..., list[Submission]]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Write empty files at the given paths below a folder `class`, and return the submissions found in it."""

    def made(*names: str) -> list[Submission]:
        for name in names:
            path = tmp_path / "class" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return find_submissions([tmp_path / "class"])

    return made


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["a.py", "a.ipynb", "a-2.py"], {"a-2.py": "a-2", "a.ipynb": "a", "a.py": "a-3"}),
        (["a.py", "a.ipynb", "b/a-2.py"], {"a.ipynb": "a", "a.py": "a-3", "b/a-2.py": "a-2"}),
        (["A.py", "b/a.py", "b/c/a.py"], {"A.py": "A", "b/a.py": "a-2", "b/c/a.py": "a-3"}),
        (["submission_1/x.ipynb", "submission_1.py"], {"submission_1/x.ipynb": "submission_1"}),
        ([" ...py", " ..py"], {" ...py": "submission", " ..py": "submission-2"}),
        (["grades.csv.py", "a\x1bb\u202e.py"], {"grades.csv.py": "grades_csv", "a\x1bb\u202e.py": "a_b_"}),
    ],
    ids=[
        "a number that is a name",
        "a number that is a later name",
        "upper case",
        "two layouts",
        "nothing left",
        "odd letters",
    ],
)
def test_ids_are_safe_and_unique(tmp_path: Path, names: list[str], ids: dict[str, str]) -> None:
    """Each submission has a folder of its own, on systems that ignore case too, and never another one's name."""
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = {str(one.path.relative_to(tmp_path)): one.id for one in find_submissions([tmp_path])}
    assert len({id.casefold() for id in found.values()}) == len(names), found
    assert {name: found[name] for name in ids} == ids


@pytest.mark.parametrize("letter", ["a", "я", "好"])
def test_long_names_make_short_ids(plant: Plant, letter: str) -> None:
    """A long name is cut between letters, and differs from one with the same beginning whatever else is there."""
    long = letter * (240 // len(letter.encode()))
    alone = plant(f"{long}1.py")[0].id
    ids = [one.id for one in plant(f"{long}0.py")]
    assert alone in ids
    assert len(set(ids)) == 2
    assert all(len(id.encode()) <= 100 for id in ids), ids


def test_ids_can_be_written_whatever_the_name(tmp_path: Path) -> None:
    """A name that is not UTF-8 has an id and a student that can be written to a file."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.py")).touch()
    (one,) = find_submissions([tmp_path])
    assert (one.id.encode(), len(one.student.encode())) == (b"__", 6)


def test_paths_given_twice_are_found_once(plant: Plant, tmp_path: Path) -> None:
    """A folder and a file in it, and a link to the folder, give each file once."""
    plant("a.py", "b.py")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "class")
    found = find_submissions([tmp_path / "class" / "b.py", tmp_path / "class", link])
    assert [one.path.name for one in found] == ["b.py", "a.py"]


def test_files_given_one_by_one_keep_their_export(plant: Plant, tmp_path: Path) -> None:
    """The files of an export, as a shell's pattern gives them, tell as much as their folder does."""
    whole = plant("Ann_7_assignsubmission_file_/hw.ipynb", "Ann_7_assignsubmission_file_/hw-1.ipynb", "lee_1_456_a.py")
    assert find_submissions(one.path for one in whole) == whole


def test_links_and_pipes(plant: Plant, tmp_path: Path) -> None:
    """A link is a submission under its own name, broken or not, and so is a pipe, which has a row that says what it is;
    a link to a folder is not followed."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "real.py").touch()
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "link.py").symlink_to(tmp_path / "outside" / "real.py")
    (folder / "broken.py").symlink_to("nowhere")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.py")
    (folder / "Ann_7_assignsubmission_file_").symlink_to(tmp_path / "outside")
    found = plant("a.py")
    assert [one.id for one in found] == ["Ann_7", "a", "broken", "link", "pipe"]
    for one in found:
        if one.id != "a":
            with pytest.raises(UnreadableSubmission, match="is not a file" if one.id == "pipe" else "is a link"):
                one.read(Budgets())


def test_path_that_is_too_long_is_told_in_few_words(tmp_path: Path) -> None:
    """Without the folders of the instructor's that it lies in: the student reads it."""
    here, depth = os.open(tmp_path, os.O_RDONLY), 40
    for _ in range(depth):
        os.mkdir("d" * 200, dir_fd=here)
        here = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
    os.close(os.open("a.py", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    (found,) = find_submissions([tmp_path])
    with pytest.raises(UnreadableSubmission) as raised:
        found.read(Budgets())
    assert str(tmp_path) not in str(raised.value)


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that cannot be read, by root neither."""
    scandir, folder = os.scandir, tmp_path / "class" / "closed"
    folder.mkdir(parents=True)

    def refused(path: Any) -> Any:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    return folder


def test_unreadable_folder_is_not_left_out(plant: Plant, closed: Path) -> None:
    """A folder that cannot be read is a submission for intake to refuse, and the search goes on."""
    assert [one.id for one in plant("a.py", "z.py")] == ["a", "closed", "z"]


def test_unreadable_class_is_one_line(closed: Path) -> None:
    """Where the folder that was named cannot be read, the message says so."""
    with pytest.raises(GraderError, match=r"^.*closed: cannot be read \(Permission denied\): check its rights$"):
        find_submissions([closed])


@pytest.mark.parametrize(
    ("name", "words"),
    [("absent", "there is no such file"), ("empty", "no .ipynb, .py or .zip"), ("notes.txt", "a submission is an")],
)
def test_wrong_paths_are_one_line(tmp_path: Path, name: str, words: str) -> None:
    """A path that is no submission, or holds none, ends the search with one line."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").touch()
    with pytest.raises(GraderError) as raised:
        find_submissions([tmp_path / name])
    assert words in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1
