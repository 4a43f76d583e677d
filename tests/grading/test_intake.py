"""How bytes come from the disk into quarantine: bounded, without links and pipes, several files as one zip."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.grading import Budgets
from autograder.intake import PACKED, UnreadableSubmission, read_handed_in, read_submitted, read_with_helpers
from autograder.otter.quarantine import put, taken

TIGHT = Budgets(file_mib=0.01)


def written(folder: Path, *names: str, content: bytes = b"x = 1") -> Path:
    """Write files with the same content into a folder; return it."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def names_in(content: bytes) -> list[str]:
    """Return the names in a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


@pytest.mark.parametrize("name", ["anna.py", "a\n\x1b[2J.ipynb", "работа.zip", os.fsdecode(b"\xff\xfe.py")])
def test_quarantine_keeps_bytes_and_name(tmp_path: Path, name: str) -> None:
    """The very bytes, under a name of ours; the student's name lies beside them."""
    put(tmp_path, name, b"\0\xff")
    found, file = taken(tmp_path)
    assert (found, file.read_bytes()) == (name, b"\0\xff")
    assert {path.name for path in tmp_path.iterdir()} == {"submission", "name.json"}


def test_one_file_is_taken_as_it_is(tmp_path: Path) -> None:
    """What systems add, and what is named as not handed in, does not count."""
    written(tmp_path, "anna.zip", ".DS_Store", "__init__.py", "__MACOSX/._anna.zip", "build/x.py", ".OTTER_LOG")
    assert read_handed_in(tmp_path, Budgets(), leave_out=["build"]) == ("anna.zip", b"x = 1")


def test_several_files_become_a_zip(tmp_path: Path) -> None:
    """In folders too, the same bytes every time; links, pipes and hidden folders stay behind."""
    written(tmp_path / "in", "hw.ipynb", "data/x.csv", "net/__init__.py", ".git/HEAD", "net/__pycache__/x.pyc")
    (tmp_path / "in" / "link.py").symlink_to("/etc/passwd")
    (tmp_path / "in" / "folder").symlink_to("/etc")
    os.mkfifo(tmp_path / "in" / "pipe.py")
    name, content = read_handed_in(tmp_path / "in", Budgets())
    assert name == PACKED
    assert sorted(names_in(content)) == ["data/x.csv", "hw.ipynb", "net/__init__.py"]
    assert read_handed_in(tmp_path / "in", Budgets()) == (name, content)


def test_only_folder_is_packed(tmp_path: Path) -> None:
    """Gradescope unpacks a zip, and leaves the folder that was in it."""
    name, content = read_handed_in(written(tmp_path, "hw1/work.ipynb"), Budgets())
    assert (name, names_in(content)) == (PACKED, ["hw1/work.ipynb"])


def test_what_there_is_no_room_for_stays_behind(tmp_path: Path) -> None:
    """Notebooks and modules come first, so that a large data set does not cost the work."""
    written(tmp_path, "a_data.csv", content=b"x" * 9000)
    written(tmp_path, "work.ipynb", "z/module.py", content=b"x" * 4000)
    _, content = read_handed_in(tmp_path, TIGHT)
    assert names_in(content) == ["work.ipynb", "z/module.py"]
    assert len(content) <= TIGHT.file_mib * 2**20


def test_helpers_come_with_the_file_but_no_other_notebook(tmp_path: Path) -> None:
    """Alone it stays as it is."""
    folder = written(tmp_path, "hw.ipynb", "old.ipynb", "old.zip")
    assert read_with_helpers(folder / "hw.ipynb", folder, Budgets()) == b"x = 1"
    written(tmp_path, "layers.py", "net/data.csv")
    content = read_with_helpers(folder / "hw.ipynb", folder, Budgets())
    assert sorted(names_in(content)) == ["hw.ipynb", "layers.py", "net/data.csv"]


REFUSED: Mapping[str, tuple[str, str]] = {
    "nothing": ("", "Nothing was handed in"),
    "too large": ("large.ipynb", r"large\.ipynb is larger than 0\.01 MB"),
    "too large beside another": ("large.ipynb small.py", r"large\.ipynb is larger than 0\.01 MB"),
    "odd name": ("a\n\x1b[2J.py", "is larger than 0.01 MB"),
}


@pytest.mark.parametrize(("names", "words"), REFUSED.values(), ids=REFUSED)
def test_refusal_is_one_printable_line(tmp_path: Path, names: str, words: str) -> None:
    """The reason may quote names of the student's."""
    written(tmp_path, *(names.split(" ") if names else []), content=b"x" * 20_000)
    with pytest.raises(UnreadableSubmission) as refused:
        read_handed_in(tmp_path, TIGHT)
    assert str(refused.value).isprintable()
    refused.match(words)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("missing", "cannot be read"), ("pipe", "is not a file"), ("link to a folder", "is a link")],
)
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str, words: str) -> None:
    """Without waiting for the other end of a pipe, and without reading another folder."""
    path = tmp_path / "work.ipynb"
    if kind == "pipe":
        os.mkfifo(path)
    if kind == "link to a folder":
        path.symlink_to("/etc")
    with pytest.raises(UnreadableSubmission, match=words):
        read_submitted(path, Budgets())


@pytest.mark.parametrize("name", ["link.ipynb", "pipe.ipynb"])
def test_only_thing_handed_in_is_no_file(tmp_path: Path, name: str) -> None:
    """A link is not followed: what it leads to was not handed in."""
    if name.startswith("link"):
        (tmp_path / name).symlink_to("/etc/passwd")
    else:
        os.mkfifo(tmp_path / name)
    with pytest.raises(UnreadableSubmission, match="is a link" if name.startswith("link") else "is not a file"):
        read_handed_in(tmp_path, Budgets())


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Neither to a file, nor through a folder; a hard link is an ordinary file."""
    written(tmp_path, "class/anna.py", "class/in/deep.py")
    (tmp_path / "class" / "copy.py").symlink_to("anna.py")
    (tmp_path / "class" / "behind").symlink_to("in")
    os.link(tmp_path / "class" / "anna.py", tmp_path / "class" / "hard.py")
    top = tmp_path / "class"
    for name in ("copy.py", "behind/deep.py"):
        with pytest.raises(UnreadableSubmission, match="is a link"):
            read_submitted(top / name, Budgets(), top)
    assert read_submitted(top / "hard.py", Budgets(), top) == b"x = 1"
    assert read_submitted(top / "in" / "deep.py", Budgets(), top) == b"x = 1"


def test_link_put_there_after_the_search_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A student whose home is searched may change it at any time: opening itself refuses, no look before it."""
    written(tmp_path, "class/in/work.py", "secret/work.py")
    monkeypatch.setattr(Path, "is_symlink", lambda path: False)
    (tmp_path / "class" / "in").rename(tmp_path / "class" / "was")
    (tmp_path / "class" / "in").symlink_to(tmp_path / "secret")
    with pytest.raises(UnreadableSubmission):
        read_submitted(tmp_path / "class" / "in" / "work.py", Budgets(), tmp_path / "class")


def test_process_of_otter_does_not_load_torch() -> None:
    """It only moves bytes; the session reads."""
    program = "import sys, autograder.otter.plugin; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"torch", "seminar"} & set(done.stdout.split())
