"""Zips: folders of other systems, the hand-out zipped whole, copies and helpers beside the answer."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from autograder.paths import ROOT
from tests.messy.answers import HEAD, LAYERS, NOT_RESCALED
from tests.messy.files import SCALE_LOST, Bank
from tests.messy.notebook import LANGUAGES, Notebook, code, notebook_of, untouched

BANK = Bank(suffix=".zip")
NOBODY = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X" + bytes(60)  # what macOS keeps beside each file

Entry = tuple[str, bytes | str]


def zipped(entries: Iterable[Entry]) -> bytes:
    """Return a zip with these entries, their names and order as given and their dates the same."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo("x", (2026, 3, 1, 12, 0, 0))
            info.filename, info.compress_type = name, zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def _other(nb: Notebook) -> str:
    return next(language for language in LANGUAGES if language != nb.language)


def _name(nb: Notebook) -> str:
    return f"seminar_{nb.language}.ipynb"


@BANK.add()
def notebook_in_a_zip(nb: Notebook) -> bytes:
    """What the notebook's last cell makes: a zip with the notebook alone."""
    return zipped([(_name(nb), nb.encoded())])


@BANK.add(through_otter=False)
def folder_zipped_on_windows(nb: Notebook) -> bytes:
    """Explorer: the work lies in a folder that no entry stands for."""
    return zipped([(f"Новая папка/{_name(nb)}", nb.encoded()), ("Новая папка/desktop.ini", "[.ShellClassInfo]\r\n")])


@BANK.add(through_otter=False)
def names_with_backslashes(nb: Notebook) -> bytes:
    """An old archiver writes the separators of Windows."""
    return zipped([(f"work\\hw1\\{_name(nb)}", nb.encoded()), ("work\\hw1\\data\\log.txt", "x")])


@BANK.add(through_otter=False)
def folder_zipped_on_macos(nb: Notebook) -> bytes:
    """Finder: a second folder with what macOS keeps beside each file."""
    name = _name(nb)
    entries: list[Entry] = [("hw1/", b""), (f"hw1/{name}", nb.encoded()), ("__MACOSX/hw1/", b"")]
    return zipped([*entries, (f"__MACOSX/hw1/._{name}", NOBODY), ("hw1/.DS_Store", NOBODY)])


@BANK.add()
def macos_leavings_at_the_top(nb: Notebook) -> bytes:
    """The notebook at the top, and beside it what macOS keeps of it."""
    return zipped([(f"._{_name(nb)}", NOBODY), (_name(nb), nb.encoded()), (".DS_Store", NOBODY)])


@BANK.add(through_otter=False)
def hand_out_zipped_whole(nb: Notebook) -> bytes:
    """The whole folder of the assignment, in which one notebook is filled in."""
    entries: list[Entry] = [(f"assignment/seminar_{_other(nb)}.ipynb", untouched(_other(nb)))]
    entries.append((f"assignment/{_name(nb)}", nb.encoded()))
    for path in _handed_out():
        entries.append((f"assignment/{path.relative_to(ROOT / 'assignment').as_posix()}", path.read_bytes()))
    return zipped(entries)


@BANK.add(through_otter=False)
def other_language_beside_it(nb: Notebook) -> bytes:
    """Both notebooks at the top; one of them was never opened."""
    return zipped([(f"seminar_{_other(nb)}.ipynb", untouched(_other(nb))), (_name(nb), nb.encoded())])


@BANK.add(through_otter=False)
def untouched_original_beside_the_copy(nb: Notebook) -> bytes:
    """Jupyter made a copy, and the copy was filled in."""
    copy = f"seminar_{nb.language}-Copy1.ipynb"
    return zipped([(_name(nb), untouched(nb.language)), (copy, nb.encoded())])


@BANK.add(through_otter=False)
def checkpoints_beside_it(nb: Notebook) -> bytes:
    """Jupyter's folder of checkpoints holds an older, empty state."""
    name = f".ipynb_checkpoints/seminar_{nb.language}-checkpoint.ipynb"
    return zipped([(f"hw/{name}", untouched(nb.language)), (f"hw/{_name(nb)}", nb.encoded())])


@BANK.add(through_otter=False)
def same_notebook_twice(nb: Notebook) -> bytes:
    """The same filled notebook twice, under two names."""
    return zipped([("a/work.ipynb", nb.encoded()), ("b/work (1).ipynb", nb.encoded())])


@BANK.add()
def helper_module_beside_it(nb: Notebook) -> bytes:
    """The layer is imported from a module that lies beside the notebook."""
    nb.set("q3", "from my_layers import SpatialDropout\n")
    return zipped([(_name(nb), nb.encoded()), ("my_layers.py", f"{HEAD}\n\n{nb.answers.q3}")])


@BANK.add()
def helper_package_beside_it(nb: Notebook) -> bytes:
    """The classes are imported from a package beside the notebook, whose modules import each other."""
    nb.set("q1", "from net.models import First as ModelBaseline\n").set("q2", "from net import ModelBaseline\n")
    first = LAYERS.q1.replace("class ModelBaseline", "class First")
    models = f"{HEAD}\n\n{first}\n\n{LAYERS.q2}"
    package: list[Entry] = [("net/__init__.py", "from .models import ModelBaseline\n"), ("net/models.py", models)]
    return zipped([(_name(nb), nb.encoded()), *package])


@BANK.add(through_otter=False)
def helper_module_in_the_same_folder(nb: Notebook) -> bytes:
    """The notebook and its module lie in a folder of the zip."""
    nb.set("q3", "import utils\n\nSpatialDropout = utils.SpatialDropout\n")
    return zipped([(f"hw/{_name(nb)}", nb.encoded()), ("hw/utils.py", f"{HEAD}\n\n{nb.answers.q3}")])


@BANK.add()
def helper_data_beside_it(nb: Notebook) -> bytes:
    """A table with the numbers of the network lies beside the notebook and is read in the cell of the class."""
    nb.prepend("q1", "import json\nWIDTHS = json.load(open('widths.json'))\n")
    nb.set("q1", nb.source("q1").replace(", 128)", ", WIDTHS['hidden'])"))
    return zipped([(_name(nb), nb.encoded()), ("widths.json", '{"hidden": 128}')])


@BANK.add(through_otter=False)
def package_in_a_folder_on_the_path(nb: Notebook) -> bytes:
    """The layer lies in a package below `src`, which the notebook puts on the path and imports everything from."""
    nb.set("q3", "import sys\n\nsys.path.insert(0, 'src')\nfrom utils.layers import *\n")
    return zipped([(f"hw/{_name(nb)}", nb.encoded()), *_package(nb.answers.q3, "hw/src/utils/")])


@BANK.add(through_otter=False)
def package_below_a_folder_without_modules(nb: Notebook) -> bytes:
    """The same package, imported from the top: a folder that holds only folders is no package of its own."""
    nb.set("q3", "from src.utils.layers import SpatialDropout\n")
    return zipped([(f"hw/{_name(nb)}", nb.encoded()), *_package(nb.answers.q3, "hw/src/utils/")])


@BANK.add(through_otter=False)
def package_that_nothing_imports(nb: Notebook) -> bytes:
    """The layer was moved into a package at the end, and the notebook handed in without its cell."""
    nb.remove("q3")
    return zipped([(_name(nb), nb.encoded()), *_package(nb.answers.q3, "src/utils/")])


def _package(layer: str, folder: str) -> list[Entry]:
    """Return a package of two modules, one of which imports the other by where it lies."""
    layers = f"{HEAD}from .noise import *\nfrom . import noise\n\n\n{layer}"
    noise = f"{HEAD}\n\ndef draw(planes):\n    return torch.rand(planes)\n"
    return [(f"{folder}__init__.py", ""), (f"{folder}layers.py", layers), (f"{folder}noise.py", noise)]


@BANK.add(points=SCALE_LOST)
def wrong_helper_module(nb: Notebook) -> bytes:
    """The layer of the module beside the notebook is wrong: it is judged like any other."""
    nb.set("q3", "from my_layers import SpatialDropout\n")
    return zipped([(_name(nb), nb.encoded()), ("my_layers.py", f"{HEAD}\n\n{NOT_RESCALED}")])


@BANK.add(through_otter=False)
def zip_in_a_zip(nb: Notebook) -> bytes:
    """The exported zip was zipped once more."""
    return zipped([("work/seminar_2026_03_01.zip", zipped([(_name(nb), nb.encoded())]))])


@BANK.add(through_otter=False)
def stubs_filled_beside_an_untouched_notebook(nb: Notebook) -> bytes:
    """The stubs were filled in, and the notebook handed in beside them as it was."""
    stubs = f"{HEAD}\n\n{nb.answers.all()}"
    return zipped([("hw/stubs.py", stubs), (f"hw/{_name(nb)}", untouched(nb.language))])


@BANK.add(through_otter=False)
def untouched_stubs_beside_a_filled_notebook(nb: Notebook) -> bytes:
    """The notebook was filled in, and the stubs handed in beside it as they were."""
    return zipped(
        [("hw/stubs.py", (ROOT / "assignment/stubs.py").read_text("utf-8")), (f"hw/{_name(nb)}", nb.encoded())]
    )


@BANK.add()
def notebook_with_large_outputs(nb: Notebook) -> bytes:
    """The zip is small, but the notebook in it holds fifteen megabytes of pictures."""
    picture = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "iVBORw0KGgo" * 100_000}}
    for role in ("check q1", "check q2", "check q3"):
        nb.cell[role]["outputs"] = [picture] * 5
    return zipped([(_name(nb), nb.encoded())])


@BANK.add()
def script_in_a_zip(nb: Notebook) -> bytes:
    """A zip with a script alone."""
    return zipped([("solution.py", nb.script())])


@BANK.add(through_otter=False)
def script_and_its_helper_in_a_folder(nb: Notebook) -> bytes:
    """A script that takes one class from a module beside it."""
    script = f"{HEAD}from layers.drop import SpatialDropout\n\n\n{nb.answers.q2}"
    return zipped([("hw/main.py", script), ("hw/layers/drop.py", f"{HEAD}\n\n{nb.answers.q3}")])


@BANK.add(name="решение Ёлкиной, группа 21", through_otter=False)
def cyrillic_names(nb: Notebook) -> bytes:
    """Russian names of the zip, of its folder and of the notebook."""
    return zipped([("Задание 1/свёртки (готово).ipynb", nb.encoded())])


@BANK.add(through_otter=False)
def names_in_a_dos_code_page(nb: Notebook) -> bytes:
    """An old archiver writes Russian names in the code page of DOS, and says nothing of it."""
    russian = "работа.ipynb".encode("cp866")
    plain = b"rabota.ipynb"
    assert len(plain) == len(russian)
    return zipped([(plain.decode(), nb.encoded())]).replace(plain, russian)


@BANK.add(through_otter=False)
def unrelated_notebook_beside_it(nb: Notebook) -> bytes:
    """Another week's notebook lies beside the filled one."""
    other = notebook_of("another week")
    other.content["cells"] = [code("import numpy as np\nprint(np.argmin([3, 1, 2]))\n", "other")]
    other.content["metadata"]["otter"] = {"assignment_name": "optimisation"}
    return zipped([("week1/optimisation.ipynb", other.encoded()), (f"week2/{_name(nb)}", nb.encoded())])


@BANK.add(through_otter=False)
def environment_zipped_too(nb: Notebook) -> bytes:
    """A virtual environment, a cache and a repository were zipped with the work."""
    parts = [(f"hw/.venv/lib/python3.12/site-packages/p{number}/__init__.py", "x = 1\n") for number in range(300)]
    cache = [(f"hw/__pycache__/m{number}.cpython-312.pyc", b"\x00" * 16) for number in range(20)]
    return zipped([*parts, *cache, ("hw/.git/HEAD", "ref: refs/heads/main\n"), (f"hw/{_name(nb)}", nb.encoded())])


def _handed_out() -> list[Path]:
    """Return what lies in the assignment's folder beside the notebooks, in a fixed order."""
    folder = ROOT / "assignment"
    kept = [path for path in folder.rglob("*") if path.is_file() and path.suffix in (".py", ".toml", ".md", ".txt")]
    return sorted(path for path in kept if "__pycache__" not in path.parts)
