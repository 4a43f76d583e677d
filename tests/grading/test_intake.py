"""What is taken in from a file or a zip, and what is refused with a reason."""

import zipfile
from pathlib import Path

import pytest

from autograder.budgets import Budgets
from autograder.intake import UnreadableSubmission, take, taken

TIGHT = Budgets(file_mib=0.01)


def zipped(folder: Path, *names: str, content: str = "x = 1") -> Path:
    """Write a zip with the same content under each name."""
    path = folder / "work.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return path


def out(folder: Path) -> Path:
    """Return an empty folder."""
    (folder / "out").mkdir()
    return folder / "out"


def test_only_file_of_a_zip_is_taken(tmp_path: Path) -> None:
    """What macOS adds, data and folders do not count; the copy has a name of ours."""
    folder = out(tmp_path)
    path = zipped(tmp_path, "anna.py", "._anna.py", "data.txt", "otter/__init__.py", ".ipynb", ".py")
    assert take(path, folder, Budgets(), "any") == taken(folder) == folder / "submission.py"


@pytest.mark.parametrize(
    ("names", "content", "words"),
    [
        ((".py", ".ipynb"), "x = 1", "has no notebook and no .py file"),
        (("a.py", "b.py"), "x = 1", "more than one file to grade: a.py, b.py"),
        (("a\n\x1b[2J.py",), "x" * 20_000, "is larger than 0.01 MB"),
        (("a.py",), " ", "is empty"),
    ],
    ids=["names that are suffixes", "two", "too large", "empty"],
)
def test_zip_is_refused_in_one_printable_line(tmp_path: Path, names: list[str], content: str, words: str) -> None:
    """The reason may quote names of the zip, and nothing is left in the folder."""
    folder = out(tmp_path)
    with pytest.raises(UnreadableSubmission, match=words) as refused:
        take(zipped(tmp_path, *names, content=content), folder, TIGHT, "any")
    assert str(refused.value).isprintable()
    assert list(folder.iterdir()) == []
