"""Where and how the answer stands in the notebook: in other cells, in parts, in blocks, under other names."""

from tests.messy.answers import NOT_RESCALED, SHORT
from tests.messy.files import WITHOUT_Q3, Bank
from tests.messy.notebook import Notebook

BANK = Bank()


def _indented(text: str) -> str:
    return "".join(f"    {line}" if line.strip() else line for line in text.splitlines(keepends=True))


@BANK.add()
def first_class_deleted(nb: Notebook) -> Notebook:
    """The cell of the first task was deleted when the second replaced it."""
    return nb.remove("q1")


@BANK.add()
def first_class_already_with_the_parameter(nb: Notebook) -> Notebook:
    """The second task was written into the cell of the first, and the cell of the second deleted."""
    return nb.set("q1", nb.answers.q2).remove("q2")


@BANK.add()
def answer_below_its_check_and_stub_left(nb: Notebook) -> Notebook:
    """The stub was left as it is, and the answer stands in a new cell below the check."""
    for question in ("q1", "q3"):
        nb.set(question, nb.stub[question]).after(f"check {question}", getattr(nb.answers, question))
    return nb


@BANK.add()
def answer_below_its_check_and_stub_deleted(nb: Notebook) -> Notebook:
    """The cell of the stub was deleted, and the answer stands below the check."""
    return nb.after("check q3", nb.answers.q3).remove("q3")


@BANK.add()
def answer_below_its_check_and_a_comment_left(nb: Notebook) -> Notebook:
    """Of the stub a comment is left: see below."""
    return nb.set("q1", "# мой ответ ниже / see below\n").after("check q1", nb.answers.q1)


@BANK.add()
def all_answers_at_the_end(nb: Notebook) -> Notebook:
    """All answers stand at the end, the stubs as they were."""
    for question in ("q1", "q2", "q3"):
        nb.set(question, nb.stub[question])
    return nb.end(nb.answers.q2, nb.answers.q3)


@BANK.add()
def cells_from_the_last_to_the_first(nb: Notebook) -> Notebook:
    """The notebook was turned over, and run from the bottom up."""
    nb.cells.reverse()
    return nb


@BANK.add()
def imports_in_the_last_cell(nb: Notebook) -> Notebook:
    """The cell with the imports was moved to the end: it had been run before."""
    nb.cells.append(nb.cells.pop(nb.cells.index(nb.cell["imports"])))
    return nb


@BANK.add()
def answer_in_an_ignored_cell(nb: Notebook) -> Notebook:
    """The answer was written into a cell of an experiment, which Otter is told to leave out."""
    for question in ("q1", "q2", "q3"):
        nb.cell[question]["metadata"] = {"tags": ["otter_ignore"]}
    return nb


@BANK.add()
def helper_in_a_later_cell(nb: Notebook) -> Notebook:
    """The layer calls a function that a later cell defines, before the check."""
    head = nb.answers.q3.split("    def forward")[0]
    body = "    def forward(self, x):\n        return x * make_mask(x, self.p) if self.training else x\n"
    helper = "def make_mask(x, p):\n    kept = torch.rand(x.shape[0], x.shape[1], 1, 1) >= p\n"
    return nb.set("q3", head + body).after("q3", f"{helper}    return kept.to(x) / (1 - p)\n")


@BANK.add()
def methods_added_in_a_later_cell(nb: Notebook) -> Notebook:
    """The class is empty at first, and gets its method in the next cell."""
    head, body = nb.answers.q1.split("    def forward", 1)
    lines = ("    def forward" + body).splitlines(keepends=True)
    function = "".join(line[4:] if line.startswith("    ") else line for line in lines)
    return nb.set("q1", head).after("q1", f"{function}\n\nModelBaseline.forward = forward\n")


@BANK.add()
def class_in_a_try_block(nb: Notebook) -> Notebook:
    """The class stands in a block that tries, since a line of it once failed."""
    text = f"try:\n    import torch.nn as nn\n{_indented(nb.answers.q3)}except Exception as error:\n    print(error)\n"
    return nb.set("q3", text + "finally:\n    print('done')\n")


@BANK.add()
def class_in_an_if_block(nb: Notebook) -> Notebook:
    """A switch of the student's own decides which variant is defined."""
    text = f"VARIANT = 2\nif VARIANT == 1:\n{_indented(NOT_RESCALED)}elif VARIANT == 2:\n{_indented(nb.answers.q3)}"
    return nb.set("q3", text)


@BANK.add()
def class_in_a_loop_and_a_with_block(nb: Notebook) -> Notebook:
    """Classes are defined inside a loop, and inside a block that switches gradients off."""
    nb.set("q1", f"with torch.no_grad():\n{_indented(nb.answers.q1)}")
    return nb.set("q2", f"for _ in range(1):\n{_indented(nb.answers.q2)}")


@BANK.add()
def class_of_another_name(nb: Notebook) -> Notebook:
    """The classes have names of the student's own, and get the asked ones by assignment."""
    nb.set("q1", nb.answers.q1.replace("ModelBaseline", "VGGNet") + "\n\nModelBaseline = VGGNet\n")
    return nb.set("q3", nb.answers.q3.replace("SpatialDropout", "Drop2") + "\n\nmy_layer = SpatialDropout = Drop2\n")


@BANK.add()
def class_returned_by_a_function(nb: Notebook) -> Notebook:
    """The class is made by a function."""
    return nb.set(
        "q3", f"def make():\n{_indented(nb.answers.q3)}    return SpatialDropout\n\n\nSpatialDropout = make()\n"
    )


@BANK.add()
def class_made_by_type_and_decorated(nb: Notebook) -> Notebook:
    """One class is decorated by a function of the student's own, another made by `type`."""
    decorator = "def registered(cls):\n    LAYERS[cls.__name__] = cls\n    return cls\n\n\n@registered\n"
    source = nb.answers.q3.replace("class Spatial", f"LAYERS = {{}}\n\n\n{decorator}class Spatial")
    base = nb.answers.q1.replace("ModelBaseline", "Base")
    return nb.set("q3", source).set("q1", f"{base}\n\nModelBaseline = type('ModelBaseline', (Base,), {{}})\n")


@BANK.add()
def old_attempt_before_the_right_one(nb: Notebook) -> Notebook:
    """An earlier, wrong attempt stands above the right one, in the same cell and in another."""
    broken = "class ModelBaseline(nn.Module):\n    def forward(self, x):\n        return self.fc(x)\n"
    return nb.set("q3", f"{NOT_RESCALED}\n\n{nb.answers.q3}").before("q1", broken)


@BANK.add()
def old_attempt_as_text(nb: Notebook) -> Notebook:
    """An earlier attempt is kept as a string and in comments."""
    comments = "".join(f"# {line}" for line in NOT_RESCALED.splitlines(keepends=True))
    return nb.set("q3", f"'''\n{NOT_RESCALED}'''\n{comments}\n\n{nb.answers.q3}")


@BANK.add(points=WITHOUT_Q3, never=())
def answer_only_as_text(nb: Notebook) -> Notebook:
    """The only answer to the third task is a string: nothing is defined, so nothing is earned for it."""
    return nb.begin("import seaborn\n").set("q3", f"'''\n{nb.answers.q3}'''\n")


@BANK.add()
def star_imports(nb: Notebook) -> Notebook:
    """All layers are imported by a star, and the classes use their bare names."""
    nb.begin("import torch\nfrom torch import nn, optim\nfrom torch.nn import *\n")
    for question in ("q1", "q2", "q3"):
        nb.set(question, getattr(nb.answers, question).replace("nn.M", "M").replace("nn.L", "L").replace("nn.C", "C"))
    return nb


@BANK.add()
def import_aliases(nb: Notebook) -> Notebook:
    """Libraries have names of the student's own, imported in another cell than the notebook's."""
    nb.before("q1", "import torch as th, torch.nn as tnn\nfrom torch.nn import Module as M, functional as F\n")
    for question in ("q1", "q2", "q3"):
        source = (
            getattr(nb.answers, question).replace("nn.Module)", "M)").replace(" nn.", " tnn.").replace("(nn.", "(tnn.")
        )
        nb.set(question, source.replace("torch.rand", "th.rand").replace("torch.relu", "th.relu"))
    return nb


@BANK.add()
def imports_after_the_class(nb: Notebook) -> Notebook:
    """The module that the class needs at run time is imported below the class, in its cell."""
    late = "import torch.nn.functional as F\n"
    return nb.set("q1", f"{SHORT.q1.replace(late, '')}\n\n{late}")


@BANK.add()
def base_class_of_an_experiment(nb: Notebook) -> Notebook:
    """The layers inherit from a class that an experiment's cell defines, after which it trains."""
    base = "class Base(nn.Module):\n    def count(self):\n        return sum(p.numel() for p in self.parameters())\n"
    nb.before("q1", f"{base}\n\nfit(Base(), *load_small(), epochs=5)\n")
    for question in ("q1", "q2", "q3"):
        nb.set(question, getattr(nb.answers, question).replace("(nn.Module)", "(Base)"))
    return nb


@BANK.add()
def constants_of_other_cells(nb: Notebook) -> Notebook:
    """The classes read constants that other cells set, one of them computed there."""
    nb.before("q1", "CONFIG = dict(hidden=128, classes=10)\nFLAT = 16 * (32 // 2) ** 2\nprint(1 / 0)\n")
    for question in ("q1", "q2"):
        source = getattr(nb.answers, question).replace("16 * 16 * 16", "FLAT").replace("4096", "FLAT")
        nb.set(question, source.replace(", 10)", ", CONFIG['classes'])"))
    return nb


@BANK.add()
def constant_changed_after_the_check(nb: Notebook) -> Notebook:
    """A loop after the first check changes the constant that the first class reads; it is judged as of its own cell."""
    nb.set("q1", "HIDDEN = 128\n\n\n" + nb.answers.q1.replace("128", "HIDDEN"))
    text = "for HIDDEN in (32, 64, 256):\n    print(HIDDEN, sum(p.numel() for p in ModelBaseline().parameters()))\n"
    return nb.after("check q1", text)


@BANK.add()
def class_in_every_cell(nb: Notebook) -> Notebook:
    """The last version of each class is repeated in cells of experiments, always right."""
    return nb.after("check q1", nb.answers.q1 + "\nmodel = ModelBaseline()\n").after(
        "check q3", nb.answers.q3, nb.answers.q3
    )


@BANK.add()
def names_of_russian_letters(nb: Notebook) -> Notebook:
    """Variables have Russian names, one of them used by the answer."""
    source = nb.answers.q3.replace("self.p", "self.вероятность")
    return nb.set("q3", source).prepend("q1", "точность = {}\nпотери = []\n")


@BANK.add()
def annotations_of_a_later_name(nb: Notebook) -> Notebook:
    """Annotations are postponed in the cell, and name a class that comes later."""
    source = nb.answers.q3.replace("(self, p=0.2):", "(self, p: Probability = 0.2) -> None:")
    return nb.set("q3", f"from __future__ import annotations\n\n{source}\n\nProbability = float\n")
