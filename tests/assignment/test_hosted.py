"""The first cell in Colab and Kaggle: it brings the folder of the assignment and Otter; elsewhere it does nothing."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.course import ASSIGNMENT, LANGUAGES, notebook_name
from tests.sample import chosen

FOLDER = "seminar-assignment"
COLAB = "import sys, types\nsys.modules['google.colab'] = types.ModuleType('google.colab')\n"
KAGGLE = "import os\nos.environ['KAGGLE_KERNEL_RUN_TYPE'] = 'Interactive'\n"
# pip is asked for nothing here: what it would be asked for is printed instead.
HARNESS = """
import json, os, subprocess
asked = []
subprocess.call = lambda command: asked.append(command[1:]) or {pip}
try:
    exec({cell!r}, globals())
except Exception as error:
    print(json.dumps({{"lines": error._render_traceback_()}}))
else:
    print(json.dumps({{"hosted": HOSTED, "cwd": os.getcwd(), "path": sys.path[0] if HOSTED else "", "asked": asked}}))
"""


def first_cell(language: str = "en", url: str = "") -> str:
    """Return the source of the cell, with the address that a course has set in it."""
    notebook = nbformat.read(ASSIGNMENT / notebook_name(language), as_version=4)
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert {"otter_ignore", "before_otter"} <= set(cell.metadata.tags)
    assert 'ASSIGNMENT_URL = ""' in cell.source
    return cell.source.replace('ASSIGNMENT_URL = ""', f"ASSIGNMENT_URL = {url!r}")


def run(folder: Path, cell: str, place: str = "import sys\n", pip: int = 0) -> dict[str, object]:
    """Run the cell in `folder` as it would run in `place`; return what came of it. It must print nothing itself."""
    code = place + "import sys\n" + HARNESS.format(cell=cell, pip=pip)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KAGGLE")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 1, lines
    return json.loads(lines[0])


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A small assignment.zip, away from the notebook."""
    path = tmp_path / "server" / "assignment.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{FOLDER}/seminar/__init__.py", "")
        file.writestr(f"{FOLDER}/stubs.py", "")
    return path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The folder in which a hosted notebook runs."""
    path = tmp_path / "content"
    path.mkdir()
    return path


def pinned() -> str:
    """Return Otter's line in the students' requirements."""
    lines = (ASSIGNMENT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("otter-grader"))


def test_elsewhere_nothing_happens(content: Path) -> None:
    """No line is printed, no file fetched, nothing installed."""
    (content / "seminar").mkdir()
    result = run(content, first_cell(url="https://example.org/assignment.zip"))
    assert result == {"hosted": False, "cwd": str(content), "path": "", "asked": []}
    assert [path.name for path in content.iterdir()] == ["seminar"]


@pytest.mark.parametrize(("language", "words"), [("ru", "нет папки seminar"), ("en", "no folder seminar")])
def test_notebook_without_its_folder_is_one_line(content: Path, language: str, words: str) -> None:
    """On a student's own computer: the notebook was opened inside the zip, or moved."""
    line = str(run(content, first_cell(language))["lines"])
    assert words in line
    assert line.count("\\n") == 0


@pytest.mark.parametrize(("language", "words"), [("ru", "Не установлено"), ("en", "Not installed")])
def test_missing_packages_are_one_line_with_the_command(content: Path, language: str, words: str) -> None:
    """With the Python of the kernel: it may be another one than the student thinks."""
    (content / "seminar").mkdir()
    hidden = "import importlib.util as u\nfind = u.find_spec\n"
    hidden += "u.find_spec = lambda name, *more: None if name in ('torch', 'otter') else find(name, *more)\n"
    line = str(run(content, first_cell(language), hidden)["lines"])
    assert f"{words}: torch, otter. " in line
    assert f'"{sys.executable}" -m pip install -r requirements.txt' in line


@pytest.mark.parametrize("place", [COLAB, KAGGLE], ids=["Colab", "Kaggle"])
def test_folder_is_fetched_from_the_address(content: Path, archive: Path, place: str) -> None:
    """Downloaded, unpacked, entered, importable; pip installs Otter as pinned and names no torch."""
    result = run(content, first_cell(url=archive.as_uri()), place)
    folder = str(content / FOLDER)
    install = ["-m", "pip", "install", "--quiet", pinned()]
    assert result == {"hosted": True, "cwd": folder, "path": folder, "asked": [install]}
    assert sorted(path.name for path in content.iterdir()) == [FOLDER]


@pytest.mark.parametrize("name", ["assignment.zip", "assignment (1).zip"])
def test_uploaded_archive_needs_no_address(content: Path, archive: Path, name: str) -> None:
    """Also under the name that a browser gives to a second download."""
    archive.rename(content / name)
    assert run(content, first_cell(), COLAB)["cwd"] == str(content / FOLDER)


def test_second_run_keeps_what_was_written(content: Path, archive: Path) -> None:
    """After a restart the cell enters the folder and leaves its files alone; inside the folder it stays there."""
    archive.rename(content / "assignment.zip")
    run(content, first_cell(), COLAB)
    (content / FOLDER / "stubs.py").write_text("mine", encoding="utf-8")
    assert run(content, first_cell(), COLAB)["cwd"] == str(content / FOLDER)
    assert run(content / FOLDER, first_cell(), COLAB)["cwd"] == str(content / FOLDER)
    assert (content / FOLDER / "stubs.py").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("unpacked", [True, False], ids=["unpacked by Kaggle", "left as an archive"])
def test_archive_that_was_added_as_data_on_kaggle_is_found(content: Path, archive: Path, unpacked: bool) -> None:
    """Kaggle keeps such files in a folder of its own, which cannot be written to."""
    data = content.parent / "input" / "datasets" / "me" / "handout"
    data.mkdir(parents=True)
    if unpacked:
        with zipfile.ZipFile(archive) as file:
            file.extractall(data)
    else:
        archive.rename(data / "assignment.zip")
    cell = first_cell()
    assert cell.count("/kaggle/input/") == 2
    result = run(content, cell.replace("/kaggle/input/", f"{content.parent}/input/"), KAGGLE)
    assert result["cwd"] == str(content / FOLDER)
    assert (content / FOLDER / "stubs.py").is_file()


@pytest.mark.parametrize(("language", "words"), [("ru", "загрузите assignment.zip"), ("en", "upload the whole")])
@pytest.mark.parametrize("trouble", ["nothing there", "half an upload", "no such address", "not an archive"])
def test_missing_folder_is_one_line(content: Path, archive: Path, language: str, words: str, trouble: str) -> None:
    """In the notebook's language, without a traceback, and nothing is left behind that would spoil the next try."""
    url = {"no such address": "file:///nowhere/assignment.zip", "not an archive": Path(__file__).as_uri()}
    if trouble == "half an upload":
        (content / "assignment.zip").write_bytes(archive.read_bytes()[:100])
    lines = run(content, first_cell(language, url.get(trouble, "")), COLAB)["lines"]
    assert isinstance(lines, list)
    assert len(lines) == 1
    assert words in lines[0]
    assert "\n" not in lines[0]
    assert lines[0].endswith(")") == (trouble != "nothing there"), "the reason stands in brackets"
    assert not (content / FOLDER).exists()


def test_otter_that_cannot_be_installed_is_one_line(content: Path, archive: Path) -> None:
    """On Kaggle the internet is off until somebody switches it on."""
    archive.rename(content / "assignment.zip")
    assert "switch the internet on" in str(run(content, first_cell(), KAGGLE, pip=1)["lines"])


# A kernel whose shell says that it is Colab's, as Otter looks at it; pip is not asked here either.
COLAB_KERNEL = """
import subprocess, sys, types
sys.modules["google.colab"] = types.ModuleType("google.colab")
subprocess.call = lambda command: 0
shell = get_ipython()
shell.__class__ = type("Shell", (type(shell),), {"__module__": "google.colab._shell"})
"""


@pytest.mark.parametrize("language", chosen(LANGUAGES, LANGUAGES[:1]))
def test_grader_works_in_colab(built: Path, content: Path, language: str) -> None:
    """With nothing but the notebook and the archive: Otter starts, checks a stub, and the last cell does not fail.

    The code of these cells is the same in all languages: the others are tried in `make test-slow`.
    """
    (content / "assignment.zip").write_bytes((built / "assignment.zip").read_bytes())
    notebook = nbformat.read(ASSIGNMENT / notebook_name(language), as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    start, last = code[:3], code[-1]
    stub = next(cell for cell in code if "class SpatialDropout" in cell.source)
    check = next(cell for cell in code if cell.source == 'grader.check("q3")')
    assert start[1].source.startswith("# Initialize Otter")
    notebook.cells = [nbformat.v4.new_code_cell(COLAB_KERNEL), *start, stub, check, last]
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(content)}})
    done = client.execute(env=dict(os.environ))
    assert "q3" in str(done.cells[-2].outputs)
    assert ".ipynb" in done.cells[-1].outputs[0].text
    assert list((content / FOLDER).glob("*.zip")) == [], "an archive of the unfilled notebook would be submitted"
