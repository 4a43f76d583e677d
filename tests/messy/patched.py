"""Answers that need what other statements have set, in ways that no name shows."""

import re

from tests.messy.files import WITHOUT_Q3, Bank
from tests.messy.notebook import Notebook

BANK = Bank()
FORWARD = re.compile(r"def forward\(self, (\w+)[^)]*\)[^\n]*:\n")


def _with_first_line(answer: str, line: str) -> str:
    """Return a class whose `forward` begins with a line, in which X stands for the input."""
    return FORWARD.sub(lambda found: f"{found[0]}        {line.replace('X', found[1])}\n", answer, count=1)


def _needing(nb: Notebook, line: str, *above: str) -> Notebook:
    return nb.before("q3", *above).set("q3", _with_first_line(nb.answers.q3, line))


@BANK.add()
def module_patched_above_the_layer(nb: Notebook) -> Notebook:
    """A function of the student's own is put into torch.nn, between the first class and the layer."""
    return _needing(nb, "X = nn.as_it_is(X)", "nn.as_it_is = lambda x: x\n")


@BANK.add()
def tensor_method_added(nb: Notebook) -> Notebook:
    """All tensors get a method, and the layer calls it."""
    return _needing(nb, "X = X.as_it_is()", "torch.Tensor.as_it_is = lambda self: self\n")


@BANK.add()
def settings_filled_by_a_function(nb: Notebook) -> Notebook:
    """A dictionary is filled by a function that another one calls."""
    fill = "SETTINGS = {}\n\n\ndef fill():\n    SETTINGS['shape'] = lambda x: x.shape\n\n\ndef main():\n    fill()\n"
    return _needing(nb, "SETTINGS['shape'](X)", fill, "main()\n", "print(SETTINGS)\n")


@BANK.add()
def settings_filled_by_a_loop(nb: Notebook) -> Notebook:
    """A dictionary is filled through a method that a loop calls by another name."""
    fill = "SETTINGS = {}\nfor put in [SETTINGS.__setitem__]:\n    put('shape', torch.Size)\n"
    return _needing(nb, "SETTINGS['shape'](X.shape)", "STEPS = 3\n", fill)


@BANK.add()
def names_set_through_the_shell(nb: Notebook) -> Notebook:
    """A name of the notebook is set through IPython."""
    return _needing(nb, "as_it_is(X)", "as_it_is = None\n", "get_ipython().user_ns['as_it_is'] = lambda x: x\n")


@BANK.add(points=WITHOUT_Q3)
def module_patched_below_the_check(nb: Notebook) -> Notebook:
    """What the layer needs is put into torch.nn only below its check, where the check has already failed."""
    nb.set("q3", _with_first_line(nb.answers.q3, "X = nn.as_it_is(X)"))
    return nb.before("q3", "print('a cell above')\n").after("check q3", "nn.as_it_is = lambda x: x\n")


@BANK.add()
def quotes_of_a_newer_python(nb: Notebook) -> Notebook:
    """Written where Python is newer: an f-string has the quotes inside that stand around it."""
    line = 'assert X.dim() == 4, f"{X.dim()} axes, {dict(shape=X.shape)["shape"]}"'
    return nb.set("q3", _with_first_line(nb.answers.q3, line)).end('print(f"{dict(a=1)["a"]}")\n')


@BANK.add()
def type_parameters_of_a_newer_python(nb: Notebook) -> Notebook:
    """A class and a helper with the type parameters of Python 3.12."""
    nb.set("q3", nb.answers.q3.replace("class SpatialDropout(", "class SpatialDropout[T: int](", 1))
    return nb.prepend("q1", "type Pair = tuple[int, int]\n\n\ndef first[T](pair: list[T]) -> T:\n    return pair[0]\n")


@BANK.add(suffix=".py")
def notebook_of_marimo(nb: Notebook) -> str:
    """A notebook of marimo: a script whose cells are functions."""

    def cell(source: str, takes: str, gives: str) -> str:
        inside = "".join(f"    {line}" if line.strip() else line for line in source.splitlines(keepends=True))
        return f"\n\n@app.cell\ndef _({takes}):\n{inside.rstrip()}\n    return ({gives},)\n"

    head = 'import marimo\n\n__generated_with = "0.19.6"\napp = marimo.App(width="medium")\n'
    cells = [
        cell('import marimo as mo\nmo.md("""\n# Семинар\n""")\n', "", "mo"),
        cell("import torch\nfrom torch import nn\n", "", "nn, torch"),
        cell(nb.answers.q2, "nn, torch", "ModelBaseline"),
        cell(nb.answers.q3, "nn, torch", "SpatialDropout"),
        cell("net = ModelBaseline()\nmo.plain(net)\n", "ModelBaseline, mo", "net"),
    ]
    return head + "".join(cells) + '\n\nif __name__ == "__main__":\n    app.run()\n'
