"""Notebooks as editors and platforms save them: formats, encodings, and metadata that is lost or added."""

import json
from typing import Any

import jupytext
import nbformat

from tests.messy.answers import HEAD, NOT_RESCALED
from tests.messy.files import SCALE_LOST, Bank
from tests.messy.notebook import Notebook, code

BANK = Bank()

PLAIN_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def _code_cells(nb: Notebook) -> list[dict[str, Any]]:
    return [cell for cell in nb.cells if cell["cell_type"] == "code"]


@BANK.add()
def metadata_lost(nb: Notebook) -> Notebook:
    """The notebook's own metadata is gone, and with it the name of the assignment."""
    nb.content["metadata"] = PLAIN_KERNEL
    return nb


@BANK.add()
def all_metadata_lost(nb: Notebook) -> Notebook:
    """Metadata, tags and ids are gone: what a converter leaves."""
    nb.content["metadata"] = {}
    for cell in nb.cells:
        cell["metadata"] = {}
        cell.pop("id", None)
    nb.content["nbformat_minor"] = 4
    return nb


@BANK.add()
def saved_by_kaggle(nb: Notebook) -> Notebook:
    """Kaggle: metadata of its own, tags and ids lost, its greeting before everything."""
    own = {"isGpuEnabled": True, "dataSources": [], "dockerImageVersionId": 30_000, "sourceType": "notebook"}
    nb.content["metadata"] = {**PLAIN_KERNEL, "kaggle": own}
    for cell in nb.cells:
        cell["metadata"] = {"trusted": True, "_uuid": "8f2839f25d086af736a60e9eeb907d3b93b6e0e5"}
        cell.pop("id", None)
    nb.content["nbformat_minor"] = 4
    return nb.begin("import os\nfor root, _, names in os.walk('/kaggle/input'):\n    print(root, names)\n")


@BANK.add()
def saved_by_colab(nb: Notebook) -> Notebook:
    """Colab: ids and sizes of outputs in each cell's metadata, the accelerator in the notebook's, nbformat 4.0."""
    nb.content["metadata"] = {**PLAIN_KERNEL, "accelerator": "GPU", "colab": {"provenance": [], "gpuType": "T4"}}
    nb.content["nbformat_minor"] = 0
    for number, cell in enumerate(nb.cells):
        cell["metadata"] = {"id": f"x{number:011d}", "colab": {"base_uri": "https://localhost:8080/", "height": 35}}
        cell.pop("id", None)
    return nb


@BANK.add()
def saved_by_vs_code(nb: Notebook) -> Notebook:
    """VS Code: its own environment as the kernel, languages in the cells."""
    kernel = {"display_name": ".venv (3.12.1)", "language": "python", "name": "python3"}
    version = {"codemirror_mode": {"name": "ipython", "version": 3}, "name": "python", "version": "3.12.1"}
    nb.content["metadata"] = {"kernelspec": kernel, "language_info": version, "orig_nbformat": 4}
    for cell in nb.cells:
        cell["metadata"] = {"vscode": {"languageId": "python"}}
    return nb


@BANK.add()
def saved_by_pycharm_and_datalore(nb: Notebook) -> Notebook:
    """JetBrains: metadata of cells with times of execution, outputs left out, one long line of JSON."""
    nb.content["metadata"] |= {"datalore": {"version": 3, "computation_mode": "JUPYTER"}}
    for cell in _code_cells(nb):
        cell["metadata"] = {"ExecuteTime": {"end_time": "2025-03-01T10:00:00Z"}, "collapsed": False}
    return nb


@BANK.add()
def through_jupytext(nb: Notebook) -> Notebook:
    """The notebook was kept as a script under version control and made into a notebook again."""
    text = jupytext.writes(nbformat.reads(json.dumps(nb.content), 4), fmt="py:light")
    nb.content = json.loads(nbformat.writes(jupytext.reads(text, fmt="py:light")))
    for cell in nb.cells:
        cell.pop("id", None)
    nb.content["nbformat_minor"] = 4
    return nb


@BANK.add()
def classes_alone_in_a_new_notebook(nb: Notebook) -> Notebook:
    """The three classes were pasted into an empty notebook."""
    nb.content["cells"] = [code(text, f"new-{number}") for number, text in enumerate((HEAD, *_sources(nb)))]
    nb.content["metadata"] = PLAIN_KERNEL
    return nb


@BANK.add()
def everything_in_one_cell(nb: Notebook) -> Notebook:
    """All of it in a single cell of a new notebook."""
    nb.content["cells"] = [code("\n\n".join((HEAD, *_sources(nb))), "only")]
    nb.content["metadata"] = PLAIN_KERNEL
    return nb


@BANK.add(points=SCALE_LOST)
def new_notebook_and_a_real_mistake(nb: Notebook) -> Notebook:
    """Classes in a new notebook, one of them wrong: only that costs."""
    sources = (HEAD, nb.answers.q1, nb.answers.q2, NOT_RESCALED)
    nb.content["cells"] = [code(text, f"new-{number}") for number, text in enumerate(sources)]
    nb.content["metadata"] = {}
    return nb


@BANK.add(through_otter=False)
def third_format(nb: Notebook) -> Notebook:
    """An old IPython saves notebooks of nbformat 3."""
    old = nbformat.convert(nbformat.reads(json.dumps(nb.content), 4), 3)
    nb.content = json.loads(nbformat.v3.writes_json(old))
    return nb


@BANK.add()
def fourth_format_as_of_2015(nb: Notebook) -> Notebook:
    """nbformat 4.0 has neither ids nor some of today's metadata."""
    nb.content |= {"nbformat_minor": 0, "metadata": {}}
    for cell in nb.cells:
        cell.pop("id", None)
        cell["metadata"] = {"collapsed": False} if cell["cell_type"] == "code" else {}
    return nb


@BANK.add()
def format_of_the_future(nb: Notebook) -> Notebook:
    """A newer minor version than any reader knows."""
    nb.content["nbformat_minor"] = 99
    return nb


@BANK.add(through_otter=False)
def byte_order_mark(nb: Notebook) -> bytes:
    """Notepad saved the notebook as UTF-8 with a byte order mark."""
    return nb.encoded("utf-8-sig")


@BANK.add(through_otter=False)
def utf_16(nb: Notebook) -> bytes:
    """PowerShell copied the notebook, in UTF-16."""
    return nb.encoded("utf-16")


@BANK.add(through_otter=False)
def windows_1251(nb: Notebook) -> bytes:
    """An editor saved the notebook in the code page of Russian Windows."""
    return nb.encoded().decode().encode("cp1251", errors="replace")


@BANK.add()
def windows_line_ends(nb: Notebook) -> bytes:
    """Line ends of Windows, in the file and in every source."""
    for cell in nb.cells:
        cell["source"] = [line.replace("\n", "\r\n") for line in cell["source"]]
    return nb.encoded().replace(b"\n", b"\r\n")


@BANK.add()
def only_ascii_in_one_line(nb: Notebook) -> bytes:
    """Every letter beyond ASCII is written by its number, and all of the file is one line."""
    return nb.encoded(indent=None, ensure_ascii=True, separators=(",", ":"))


@BANK.add(suffix=".IPYNB", through_otter=False)
def LOUD_ENDING(nb: Notebook) -> Notebook:
    """An old file system turned the ending to capitals."""
    return nb


@BANK.add(suffix=".py")
def saved_as_a_script(nb: Notebook) -> Notebook:
    """A notebook whose ending was changed because a form asked for .py."""
    return nb


@BANK.add()
def ids_twice(nb: Notebook) -> Notebook:
    """Cells were copied with their ids."""
    for cell in nb.cells:
        cell["id"] = "copied"
    return nb


@BANK.add()
def sources_as_one_string(nb: Notebook) -> Notebook:
    """Sources are strings, not lists of lines, and outputs are missing."""
    for cell in nb.cells:
        cell["source"] = "".join(cell["source"])
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
    return nb


@BANK.add()
def large_outputs(nb: Notebook) -> Notebook:
    """Plots and logs of a long evening: ten megabytes of outputs."""
    for cell in _code_cells(nb)[:10]:
        text = "epoch 1: loss 2.3\n" * 50_000
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": [text]}]
    return nb


@BANK.add()
def error_outputs_kept(nb: Notebook) -> Notebook:
    """Old errors are kept in the outputs of right cells."""
    error = {
        "output_type": "error",
        "ename": "NameError",
        "evalue": "name 'x' is not defined",
        "traceback": ["\x1b[31m"],
    }
    for cell in _code_cells(nb):
        cell["outputs"] = [error]
    return nb


@BANK.add()
def checks_deleted(nb: Notebook) -> Notebook:
    """All cells that check were deleted, Otter's first cell among them."""
    for role in ("otter", "check q1", "check q2", "check q3", "check q4"):
        nb.remove(role)
    return nb


@BANK.add()
def texts_deleted(nb: Notebook) -> Notebook:
    """Only code is left: every text cell was deleted."""
    nb.content["cells"] = _code_cells(nb)
    return nb


@BANK.add()
def answer_cells_alone(nb: Notebook) -> Notebook:
    """Everything but the answers was deleted, the imports too; each answer brings its own."""
    nb.content["cells"] = [nb.cell[question] for question in ("q1", "q2", "q3")]
    return nb.prepend("q1", HEAD).prepend("q3", HEAD)


@BANK.add()
def answers_before_everything(nb: Notebook) -> Notebook:
    """The imports were moved to the end of the notebook, where they worked because the kernel was never restarted."""
    imports = nb.cell["imports"]
    nb.cells.remove(imports)
    nb.cells.append(imports)
    return nb


@BANK.add()
def other_name_of_the_assignment(nb: Notebook) -> Notebook:
    """The metadata names another assignment, since the student began from last week's notebook."""
    nb.content["metadata"]["otter"] = {"assignment_name": "hw03-optimisation"}
    return nb


@BANK.add()
def widget_states_kept(nb: Notebook) -> Notebook:
    """The state of all widgets is saved in the notebook."""
    state = {f"{number:032x}": {"model_name": "FloatSliderModel", "state": {"value": 0.2}} for number in range(2000)}
    kind = "application/vnd.jupyter.widget-state+json"
    nb.content["metadata"]["widgets"] = {kind: {"state": state, "version_major": 2, "version_minor": 0}}
    return nb


@BANK.add()
def raw_and_unknown_cells(nb: Notebook) -> Notebook:
    """Raw cells between the tasks, and headings of an old format."""
    nb.cells.insert(3, {"cell_type": "raw", "id": "raw-1", "metadata": {}, "source": ["class ModelBaseline: ..."]})
    nb.cells.insert(9, {"cell_type": "markdown", "id": "md-1", "metadata": {}, "source": ["```\nclass X:\n```"]})
    return nb


def _sources(nb: Notebook) -> tuple[str, str, str]:
    return nb.answers.q1, nb.answers.q2, nb.answers.q3
