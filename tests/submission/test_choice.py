"""Of several files handed in together, the one that counts, its helpers, and what is said about the rest."""

import io
import json
import stat
import time
import zipfile
from collections.abc import Callable

import pytest

from coursekit.submission.source import Limits, Submission, UnreadableError
from tests.course import ASSIGNMENT, read_folder, read_submission
from tests.submission.files import ANSWERS, DROPOUT, MODEL, STUB, cell, notebook, zipped

WORK = notebook(ANSWERS)
EMPTY = notebook("class ModelBaseline(nn.Module):\n    ...\n", STUB)
OTHER = notebook(ANSWERS.replace("mask", "noise"))
HALF = notebook(MODEL, STUB)
FOREIGN = notebook("x = 1", assignment="hw1")
COURSE: dict[str, bytes | str] = {f"{number}.ipynb": FOREIGN for number in range(99)}
Read = Callable[[dict[str, bytes | str]], Submission]


def from_zip(files: dict[str, bytes | str]) -> Submission:
    """Read the files as a zip."""
    return read_submission("work.zip", zipped(files))


def from_folder(files: dict[str, bytes | str]) -> Submission:
    """Read the files as they lie in a folder."""
    return read_folder({name: it.encode() if isinstance(it, str) else it for name, it in files.items()}, "work.zip")


@pytest.fixture(params=[from_zip, from_folder], ids=["zip", "folder"])
def read(request: pytest.FixtureRequest) -> Read:
    """Both ways to hand in several files, which choose alike."""
    function: Read = request.param
    return function


CHOSEN: dict[str, tuple[dict[str, bytes | str], str]] = {
    "a folder": ({"hw1/a.ipynb": WORK}, "hw1/a.ipynb"),
    "folders in folders": ({"a/b/c/d/work.ipynb": WORK}, "a/b/c/d/work.ipynb"),
    "names of Windows": ({"hw1\\inner\\a.ipynb": WORK}, "hw1/inner/a.ipynb"),
    "leavings of macOS": (
        {"a.ipynb": WORK, "__MACOSX/._a.ipynb": b"\0\5", "._a.ipynb": b"\0", ".DS_Store": b"\0"},
        "a.ipynb",
    ),
    "checkpoints": ({"a.ipynb": EMPTY, ".ipynb_checkpoints/a-checkpoint.ipynb": WORK}, "a.ipynb"),
    "an environment": ({"a.py": STUB, "venv/lib/b.py": ANSWERS, "x/site-packages/c.py": ANSWERS}, "a.py"),
    "only a script": ({"readme.txt": "x", "work.py": ANSWERS}, "work.py"),
    "an untouched original": ({"seminar_en.ipynb": EMPTY, "seminar_en-Copy1.ipynb": WORK}, "seminar_en-Copy1.ipynb"),
    "a copy not used": ({"seminar_en.ipynb": WORK, "seminar_en-Copy1.ipynb": EMPTY}, "seminar_en.ipynb"),
    "the other language": ({"seminar_en.ipynb": EMPTY, "seminar_ru.ipynb": WORK}, "seminar_ru.ipynb"),
    "another notebook": ({"a.ipynb": FOREIGN, "deep/b.ipynb": WORK}, "deep/b.ipynb"),
    "a filled script beside an untouched notebook": ({"a.ipynb": EMPTY, "b.py": ANSWERS}, "b.py"),
    "a notebook before a script": ({"a.ipynb": WORK, "a.py": ANSWERS}, "a.ipynb"),
    "a notebook that imports": (
        {"a.ipynb": notebook(MODEL, "from b import SpatialDropout"), "b.py": DROPOUT},
        "a.ipynb",
    ),
    "nothing filled": ({"a.py": STUB, "b.ipynb": EMPTY, "c.ipynb": FOREIGN}, "b.ipynb"),
    "upper case": ({"A.IPYNB": WORK, "b.PY": STUB}, "A.IPYNB"),
    "a whole course": ({**COURSE, "x/my seminar_en.ipynb": WORK}, "x/my seminar_en.ipynb"),
    "odd endings": ({"a.ipynb.txt": WORK}, "a.ipynb.txt"),
    "no ending": ({"answer": ANSWERS, "readme": "hello"}, "answer"),
    "a text": ({"answer.txt": ANSWERS}, "answer.txt"),
    "a zip in it": ({"hand in/inner.zip": zipped({"hw/a.ipynb": WORK})}, "hand in/inner.zip/hw/a.ipynb"),
    "a zip beside an untouched original": ({"a.ipynb": EMPTY, "b.zip": zipped({"a.ipynb": WORK})}, "b.zip/a.ipynb"),
    "a zip beside the work": ({"a.ipynb": WORK, "b.zip": zipped({"b.ipynb": OTHER})}, "a.ipynb"),
    "an empty module": ({"a.ipynb": EMPTY, "utils.py": b""}, "a.ipynb"),
    "a folder that is called like the library": ({"seminar/a.ipynb": WORK, "tests/b.py": STUB}, "seminar/a.ipynb"),
    "unsafe names": ({"../a.ipynb": OTHER, "b.ipynb": WORK, "x/../../c.ipynb": OTHER}, "b.ipynb"),
}


@pytest.mark.parametrize(("files", "name"), CHOSEN.values(), ids=CHOSEN)
def test_work_is_found(read: Read, files: dict[str, bytes | str], name: str) -> None:
    """The filled one counts, wherever it lies; there is nothing to say about it."""
    found = read(files)
    assert (found.name, list(map(str, found.notes))) == (f"work.zip/{name}", [])


def hand_out(**more: bytes) -> dict[str, bytes | str]:
    """Return the whole assignment as it is handed out, in a folder, with some files replaced or added."""
    files = {path.relative_to(ASSIGNMENT): path for path in ASSIGNMENT.rglob("*") if path.is_file()}
    content: dict[str, bytes | str] = {f"hw/{name}": path.read_bytes() for name, path in files.items()}
    content["hw/data_small/SHA256SUMS"] = content["hw/data_small/train.npz"] = b"x"
    return {**content, **{f"hw/{name}": it for name, it in more.items()}}


@pytest.mark.parametrize("name", ["seminar_ru.ipynb", "seminar_en.ipynb", "seminar_en-Copy1.ipynb"])
def test_whole_hand_out_may_be_zipped(read: Read, name: str) -> None:
    """The notebook that is filled counts; the library, the tests and the data are no helpers."""
    filled = json.loads((ASSIGNMENT / f"{name[:10]}.ipynb").read_text(encoding="utf-8"))
    filled["cells"].append(cell(ANSWERS))
    found = read(hand_out(**{name: json.dumps(filled).encode(), "my_layers.py": b"x = 1"}))
    assert (found.name, found.language) == (f"work.zip/hw/{name}", name[8:10])
    assert set(found.helpers) == {"my_layers.py", "stubs.py", "README.md", "requirements.txt"}


def test_filled_stubs_of_the_hand_out_count(read: Read) -> None:
    """Though both notebooks lie beside them."""
    assert read(hand_out(**{"stubs.py": ANSWERS.encode()})).name == "work.zip/hw/stubs.py"


NEWER: dict[str, tuple[dict[str, bytes | str], str, str, str]] = {
    "a newer name": ({"a.ipynb": WORK, "a-Copy1.ipynb": OTHER}, "a-Copy1.ipynb", "chosen_newer_name", "a.ipynb"),
    "no name tells": ({"a.ipynb": WORK, "b.ipynb": OTHER}, "a.ipynb", "chosen_first", "b.ipynb"),
    "less deep first": ({"x/a.ipynb": WORK, "b.ipynb": OTHER}, "b.ipynb", "chosen_first", "x/a.ipynb"),
    "a script": ({"a.ipynb": WORK, "a.py": ANSWERS.replace("mask", "y")}, "a.ipynb", "chosen_notebook", "a.py"),
    "a half": ({"a.ipynb": WORK, "a_v2.ipynb": HALF}, "a.ipynb", "chosen_filled", "a_v2.ipynb"),
    "scripts": ({"a.py": ANSWERS, "a_v2.py": ANSWERS.replace("mask", "y")}, "a_v2.py", "chosen_newer_name", "a.py"),
}


@pytest.mark.parametrize(("files", "taken", "code", "left"), NEWER.values(), ids=NEWER)
def test_of_two_filled_ones_that_differ_one_counts(
    read: Read, files: dict[str, bytes | str], taken: str, code: str, left: str
) -> None:
    """The note says plainly which one, why, and which not."""
    found = read(files)
    (note,) = found.notes
    assert (found.name, note.code, note.values) == (f"work.zip/{taken}", code, {"taken": taken, "left": left})
    assert taken in str(note)
    assert left in str(note)


def test_half_filled_notebook_beside_the_work_is_named(read: Read) -> None:
    """A student may have handed in the wrong state of one."""
    found = read({"a.ipynb": WORK, "b.ipynb": notebook(MODEL.replace("fc", "head"), STUB)})
    assert [note.code for note in found.notes] == ["chosen_filled"]


def test_newer_date_decides_where_names_do_not() -> None:
    """Dates of a zip are those of the files."""
    dates = {"a.ipynb": (2024, 5, 1, 10, 0, 0), "b.ipynb": (2024, 5, 1, 10, 0, 2)}
    for taken, other in (("a.ipynb", "b.ipynb"), ("b.ipynb", "a.ipynb")):
        swapped = {taken: dates["b.ipynb"], other: dates["a.ipynb"]}
        found = read_submission("work.zip", zipped({"a.ipynb": WORK, "b.ipynb": OTHER}, swapped))
        assert (found.name, found.notes[0].code) == (f"work.zip/{taken}", "chosen_newer_date")


def test_equal_copies_are_one_work(read: Read) -> None:
    """Comments and outputs make no difference; there is nothing to say."""
    found = read({"a.ipynb": WORK, "a (1).ipynb": notebook("# mine", ANSWERS), "b/a.ipynb": WORK})
    assert (len(found.notes), found.cells[-1].source) == (0, ANSWERS)


def test_choice_does_not_depend_on_the_order_of_entries() -> None:
    """Zip programs order files as they like."""
    files: dict[str, bytes | str] = {"c.ipynb": OTHER, "a.ipynb": WORK, "b.py": ANSWERS, "x/a.ipynb": HALF}
    assert from_zip(files) == from_zip(dict(reversed(files.items())))


def test_of_two_entries_of_one_name_the_last_counts() -> None:
    """As after unpacking."""
    buffer = io.BytesIO(zipped({"a.ipynb": WORK}))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("a.ipynb", OTHER)
    assert from_zip({"a.ipynb": OTHER}).cells == read_submission("work.zip", buffer.getvalue()).cells


def test_helpers_are_what_lies_beside(read: Read) -> None:
    """By their path from the folder of the notebook; nothing from outside of it, no notebook and no archive."""
    files: dict[str, bytes | str] = {
        "hw/a.ipynb": WORK,
        "hw/layers.py": "x = 1",
        "hw/net/__init__.py": "",
        "hw/net/model.py": "y = 2",
        "hw/widths.json": "[1]",
        "hw/b.ipynb": EMPTY,
        "hw/more.zip": zipped({"x": "y"}),
        "hw/.git/HEAD": "x",
        "hw/__pycache__/layers.pyc": "x",
        "hw/large.bin": bytes(5 << 20),
        "outside.py": "z = 3",
        "other/inside.py": "z = 4",
    }
    found = read(files)
    below = {"layers.py", "net/__init__.py", "net/model.py", "widths.json"}
    assert set(found.helpers) == {*below, "../outside.py", "../other/inside.py"}
    assert found.helpers["layers.py"] == b"x = 1"


def test_helpers_are_bounded(read: Read) -> None:
    """In number and in bytes; modules come first."""
    files: dict[str, bytes | str] = {f"data{number}.bin": bytes(1 << 20) for number in range(20)}
    files |= {f"m{number}.py": "x" for number in range(300)}
    found = read({**files, "a.ipynb": WORK})
    assert len(found.helpers) == 200
    assert all(name.endswith(".py") for name in found.helpers)
    assert (
        sum(map(len, read({**{n: it for n, it in files.items() if n[0] == "d"}, "a.py": ANSWERS}).helpers.values()))
        <= 8 << 20
    )


def test_answers_that_are_spread_over_files_are_all_read(read: Read) -> None:
    """One file a task: each class counts, and the student is told which files were read."""
    net, dropout = ANSWERS.split("class SpatialDropout")
    found = read({"Task 1/net.py": net, "Task 3/dropout.py": "import torch\nclass SpatialDropout" + dropout})
    assert "class ModelBaseline" in found.cells[0].source
    assert "class SpatialDropout" in found.cells[-1].source
    assert [note.code for note in found.notes] == ["also_read"]


def test_helpers_above_are_named_from_the_folder_of_the_work(read: Read) -> None:
    """Then that folder matters."""
    found = read({"hw/notebooks/a.py": ANSWERS, "hw/lib/b.py": "x = 1"})
    assert (found.place, found.helpers) == ("hw/notebooks/", {"../../hw/lib/b.py": b"x = 1"})


def test_helpers_of_an_inner_zip_lie_in_it() -> None:
    """What is beside the inner zip stays behind."""
    inner = zipped({"hw/a.ipynb": WORK, "hw/b.py": "x = 1"})
    assert set(from_zip({"inner.zip": inner, "c.py": "x = 1"}).helpers) == {"b.py"}


@pytest.mark.parametrize("raw", ["работа".encode(), "работа".encode("cp866")], ids=["macOS", "Windows"])
def test_names_are_read_as_they_were_meant(raw: bytes) -> None:
    """Programs that do not say in which encoding a name is."""
    content = zipped({"x" * len(raw): ANSWERS}).replace(b"x" * len(raw), raw)
    assert read_submission("work.zip", content).name == "work.zip/работа"


def test_file_that_cannot_be_read_is_named(read: Read) -> None:
    """The other one is graded."""
    (note,) = read({"a.ipynb": WORK, "b.ipynb": "{"}).notes
    assert "a.ipynb was graded. Of what lies beside it: work.zip/b.ipynb is not a notebook" in str(note)


def forged(content: bytes, **changes: int) -> bytes:
    """Return a zip whose first entry has other fields in the directory and in its own header."""
    places = {"flags": (6, 8), "method": (8, 10)}
    changed = bytearray(content)
    for field, value in changes.items():
        local, central = places[field]
        for signature, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
            at = content.index(signature) + offset
            changed[at : at + 2] = value.to_bytes(2, "little")
    return bytes(changed)


def linked() -> bytes:
    """Return a zip whose notebook is a symbolic link."""
    buffer, info = io.BytesIO(), zipfile.ZipInfo("a.ipynb")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "no zip": (b"no zip", "is not a readable zip archive"),
    "cut off": (zipped({"a.ipynb": WORK})[:-40], "is not a readable zip archive"),
    "nothing in it": (zipped({}), "has no notebook and no .py file in it"),
    "only other things": (zipped({"readme.txt": "x", ".ipynb": "x", ".py": "x"}), "has no notebook and no .py file"),
    "a password": (forged(zipped({"a.ipynb": WORK}), flags=1), "work.zip/a.ipynb is protected by a password"),
    "an unknown method": (forged(zipped({"a.ipynb": WORK}), method=99), "packed in an unusual way"),
    "a link": (linked(), "work.zip/a.ipynb is a link"),
    "a damaged zip in it": (zipped({"a.zip": b"PK damaged"}), "work.zip/a.zip is not a readable zip archive"),
    "a large notebook": (zipped({"a.ipynb": bytes(33 << 20)}), "work.zip/a.ipynb is larger than 32 MB"),
    "many entries": (zipped({f"{number}.py": "" for number in range(10_001)}), "has more than 10000 files"),
    "of another assignment": (zipped({"a.ipynb": FOREIGN}), "is a notebook of the assignment 'hw1'"),
    "broken beside untouched ones": (zipped({"a.ipynb": EMPTY, "b.ipynb": "{"}), "b.ipynb is not a notebook"),
    "empty": (zipped({"a.py": " "}), "work.zip/a.py is empty"),
    "odd names": (zipped({"a\n\x1b[2J.py": bytes(33 << 20)}), "is larger than 32 MB"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_zip_is_refused_in_one_printable_line(content: bytes, words: str) -> None:
    """Quickly, with the reason."""
    started = time.process_time()
    with pytest.raises(UnreadableError, match=words) as refused:
        read_submission("work.zip", content)
    assert str(refused.value).isprintable()
    assert time.process_time() - started < 3


def test_bytes_of_all_files_together_are_bounded() -> None:
    """Twenty notebooks that are each small enough are not all read."""
    limits = Limits(file_mib=0.1)
    padded = {f"a{number}.ipynb": EMPTY + b" " * 40_000 for number in range(5)}
    with pytest.raises(UnreadableError, match=r"a2\.ipynb is larger than 0.1 MB"):
        read_submission("work.zip", zipped(padded), limits)


def test_bomb_beside_the_work_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what may be the work or a helper is read, and no more of it than is allowed."""
    sizes = []
    original = zipfile.ZipExtFile.read

    def counted(self: zipfile.ZipExtFile, size: int | None = -1) -> bytes:
        content = original(self, size)
        sizes.append(len(content))
        return content

    content = zipped({"a.ipynb": WORK, "zeros.bin": bytes(200 << 20), "zeros.py": bytes(60 << 20)})
    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    read_submission("work.zip", content)
    assert sum(sizes) < 1 << 20
