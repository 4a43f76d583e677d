"""Hostile notebooks: their form attacks whoever reads them; most hold the reference, so honest work shows too."""

import json
from pathlib import Path
from typing import Any

from tests.hostile.writing import IDENTITY, NOTHING, WITHOUT_Q3, Bank, code, notebook, write_notebook

BANK = Bank("notebook")
MIB = 2**20


@BANK.add()
def many_cells(folder: Path) -> Path:
    """A hundred thousand cells."""
    return write_notebook(folder, notebook(*[code("pass")] * 100_000))


@BANK.add()
def large_outputs(folder: Path) -> Path:
    """Outputs of fifty megabytes that claim full marks."""
    cell = code("pass")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "q1 passed! " * (50 * MIB // 11)}]
    return write_notebook(folder, notebook(cell))


@BANK.add(plain=False)
def deep_json(folder: Path) -> Path:
    """Lists in lists, a hundred thousand deep, in the metadata."""
    text = json.dumps(notebook(metadata={"deep": "HERE"}))
    return write_notebook(folder, text.replace('"HERE"', "[" * 100_000 + "]" * 100_000))


@BANK.add()
def deep_source(folder: Path) -> Path:
    """The source of a cell is a list in a list, five hundred deep."""
    source: Any = "pass"
    for _ in range(500):
        source = [source]
    return write_notebook(folder, notebook(code(source)))


@BANK.add(deserves=WITHOUT_Q3)
def forged_tests(folder: Path) -> Path:
    """Cells ask for the tests of other questions, of other folders and of none."""
    names = ["q1", "q2", "../tests/q1", "../../tests/q3", "/etc/passwd", "q3\0", "q99", 7, None, {"q3": 1}, "q3"]
    forged = [code("pass", otter={"tests": tests}) for tests in (names, "q3", {"q3": "q1"}, None, [["q3"]])]
    return write_notebook(folder, notebook(*forged, extra=IDENTITY))


@BANK.add(deserves=WITHOUT_Q3)
def forged_test_sources(folder: Path) -> Path:
    """The notebook brings tests of its own in its metadata, which always pass."""
    source = 'OK_FORMAT = True\ntest = {"name": "q3", "points": 4, "suites": []}\n'
    otter = {"assignment_name": "cnn-seminar", "OK_FORMAT": True, "tests": {"q3": source, "../tests/q3": source}}
    return write_notebook(folder, notebook(extra=IDENTITY, metadata={"otter": otter}))


@BANK.add(deserves=WITHOUT_Q3)
def forged_tags(folder: Path) -> Path:
    """Tags that skip cells, of every type that a tag should not have, and a check that comes before its class."""
    tags = ("otter_ignore", {"otter_ignore": 1}, 3, None, [["otter_ignore"]], ["otter_ignore", 5])
    cells = [code("raise SystemExit", tags=tag) for tag in tags]
    return write_notebook(folder, notebook(*cells, code('grader.check("q3")'), extra=IDENTITY))


@BANK.add()
def cells_of_wrong_types(folder: Path) -> Path:
    """Cells that are no cells, and fields of cells of the wrong type."""
    wrong: list[Any] = [
        None,
        3,
        "text",
        [],
        {},
        {"cell_type": 5},
        {"cell_type": "code"},
        {"cell_type": ["code"], "source": "x"},
    ]
    metadata: list[Any] = [None, 3, [], "x", {"otter": []}, {"tags": {}}]
    wrong += [{"cell_type": "code", "source": "pass", "metadata": value} for value in metadata]
    return write_notebook(folder, notebook(*wrong))


@BANK.add(deserves=NOTHING)
def cells_no_list(folder: Path) -> Path:
    """`cells` is an object."""
    return write_notebook(folder, {**notebook(), "cells": {"0": code("pass")}})


@BANK.add(deserves=NOTHING)
def no_object(folder: Path) -> Path:
    """The file holds a list of a notebook."""
    return write_notebook(folder, [notebook()])


@BANK.add()
def byte_order_mark(folder: Path) -> Path:
    """UTF-8 with a byte order mark."""
    return write_notebook(folder, json.dumps(notebook()).encode("utf-8-sig"))


@BANK.add()
def utf_16(folder: Path) -> Path:
    """UTF-16."""
    return write_notebook(folder, json.dumps(notebook()).encode("utf-16"))


@BANK.add()
def nul_bytes(folder: Path) -> Path:
    """NUL characters in a source and NUL bytes after the end."""
    return write_notebook(folder, json.dumps(notebook(code("x = 1\0\0"))).encode() + bytes(1000))


@BANK.add()
def half_characters(folder: Path) -> Path:
    """Half a character in a source, in a tag and in the name of the assignment's language."""
    cell = code("text = '\ud800'", tags=["\udfff"])
    return write_notebook(folder, notebook(cell, metadata={"language_info": {"name": "\ud800"}}))


@BANK.add()
def long_line(folder: Path) -> Path:
    """A cell with one line of ten megabytes."""
    return write_notebook(folder, notebook(code(f"text = '{'x' * (10 * MIB)}'")))


@BANK.add(deserves=NOTHING)
def invalid_json(folder: Path) -> Path:
    """The file ends in the middle."""
    text = json.dumps(notebook())
    return write_notebook(folder, text[: len(text) // 2])


@BANK.add(deserves=NOTHING)
def empty(folder: Path) -> Path:
    """A file of no bytes."""
    return write_notebook(folder, b"")


@BANK.add()
def keys_twice(folder: Path) -> Path:
    """`cells` and `metadata` stand twice in the file, so that two readers may see two notebooks."""
    text = json.dumps(notebook())
    return write_notebook(folder, '{"cells": [], "metadata": {}, ' + text[1:])


@BANK.add()
def strange_numbers(folder: Path) -> Path:
    """NaN, infinity and a number of a hundred thousand digits where a reader expects small ones."""
    text = json.dumps({**notebook(), "nbformat_minor": "HERE"})
    text = text.replace('"HERE"', "1" * 100_000).replace('"execution_count": null', '"execution_count": NaN')
    return write_notebook(folder, text)


@BANK.add()
def old_format(folder: Path) -> Path:
    """The third format of notebooks, whose cells lie in worksheets."""
    content = notebook()
    worksheet = {"cells": [{**cell, "input": cell["source"]} for cell in content["cells"]]}
    return write_notebook(folder, {**content, "nbformat": 3, "cells": [], "worksheets": [worksheet]})


@BANK.add()
def kernel(folder: Path) -> Path:
    """A kernel that would be a program of the submission's choice."""
    spec = {"name": "../../../tmp/evil", "display_name": "x", "argv": ["touch", "/tmp/CANARY_kernel"], "language": "sh"}
    return write_notebook(folder, notebook(metadata={"kernelspec": spec, "language_info": {"name": "bash"}}))


@BANK.add()
def attachments(folder: Path) -> Path:
    """Attachments of twenty megabytes, with names that are paths and with a script in them."""
    cell = {"cell_type": "markdown", "metadata": {}, "source": "<script>document.title = '10/10'</script>"}
    files = {"../CANARY_attached.png": {"image/png": "A" * (20 * MIB)}, "x.svg": {"image/svg+xml": "<script/>"}}
    return write_notebook(folder, notebook({**cell, "attachments": files}))


@BANK.add()
def widgets(folder: Path) -> Path:
    """The state of a hundred thousand widgets."""
    state = {str(number): {"model_name": "HTMLModel", "state": {}} for number in range(100_000)}
    kind = "application/vnd.jupyter.widget-state+json"
    return write_notebook(folder, notebook(metadata={"widgets": {kind: {"state": state, "version_major": 2}}}))


@BANK.add()
def sources_no_text(folder: Path) -> Path:
    """Sources that are lists with things that are no text, and no text at all."""
    sources = ([1, None, ["x"], {"a": 1}, "pass"], 5, None, {"a": "b"}, True, [["pass"]])
    return write_notebook(folder, notebook(*(code(source) for source in sources)))


@BANK.add()
def shell_cells(folder: Path) -> Path:
    """Cells in the notebook's own syntax for commands of a shell, in all its forms."""
    lines = [
        "!touch /tmp/CANARY_cell",
        "!!touch /tmp/CANARY_cell",
        "x = !touch /tmp/CANARY_cell",
        "%pip install --no-index hostile-nothing",
    ]
    lines += ["%sx touch /tmp/CANARY_cell", "%system touch /tmp/CANARY_cell", "x = %sx touch /tmp/CANARY_cell"]
    lines += ["%load_ext os", "%run /tmp/x.py", "%cd /", "%alias go touch %s", "%%bash\ntouch /tmp/CANARY_cell"]
    lines += [f"%%{magic}\ntouch /tmp/CANARY_cell" for magic in ("sh", "script bash", "sx", "!", "system")]
    lines += ["%%writefile /tmp/CANARY_cell\nx", "%%file /tmp/CANARY_cell\nx", "%save -f /tmp/CANARY_cell 1"]
    return write_notebook(folder, notebook(*map(code, lines)))


@BANK.add(plain=False)
def parser_bombs(folder: Path) -> Path:
    """Sources on which Python's parser runs out of stack or memory."""
    bombs = ("(" * 100_000, "-" * 1_000_000 + "1", "x" + ".y" * 200_000, "1" + "+1" * 200_000, "f'{" * 10_000)
    return write_notebook(folder, notebook(*map(code, bombs)))


@BANK.add(plain=False)
def transformer_bomb(folder: Path) -> Path:
    """Twenty thousand lines that each need the notebook's syntax, which takes time that grows with the square."""
    return write_notebook(folder, notebook(code("\n".join(["x = !y", "%z?"] * 10_000))))


@BANK.add()
def constant_bomb(folder: Path) -> Path:
    """Constants that Python would compute when it compiles."""
    return write_notebook(folder, notebook(code("x = lambda: (2 ** 10 ** 9, 'a' * 10 ** 10, ((1,) * 9999,) * 9999)")))


@BANK.add()
def named_formula(folder: Path) -> Path:
    """The name of the file is a formula of a spreadsheet with a comma and a quote."""
    return write_notebook(folder, notebook(), '=1+1,"x".ipynb')


@BANK.add()
def named_option(folder: Path) -> Path:
    """The name of the file looks like an option of a command."""
    return write_notebook(folder, notebook(), "--help.ipynb")


@BANK.add()
def named_markup(folder: Path) -> Path:
    """The name of the file holds markup, a line end, a terminal sequence and a turn of the direction."""
    return write_notebook(folder, notebook(), "<img src=x>\n\x1b[2J\u202e{x}%s.ipynb")


@BANK.add()
def named_long(folder: Path) -> Path:
    """The name of the file is as long as a name can be."""
    return write_notebook(folder, notebook(), "x" * 249 + ".ipynb")
