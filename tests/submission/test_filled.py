"""Which classes a source has filled in, by its lines."""

import time

import pytest

from coursekit.submission.filled import Progress
from coursekit.submission.notebook_file import read_notebook
from tests.bank import REFERENCE
from tests.course import ASSIGNMENT, SEMINAR
from tests.submission.files import ANSWERS, DROPOUT, STUB

NAME = "SpatialDropout"
progress, work = SEMINAR.asked_for.progress, SEMINAR.asked_for.work
BASE = f"class {NAME}(nn.Module):\n"


@pytest.mark.parametrize("name", ["stubs.py", "seminar_ru.ipynb", "seminar_en.ipynb"])
def test_what_is_handed_out_is_not_filled(name: str) -> None:
    """Neither class of the hand-out has anything in it."""
    source = (ASSIGNMENT / name).read_text(encoding="utf-8")
    if name.endswith(".ipynb"):
        source = "\n".join(cell.source for cell in read_notebook(name, source).cells)
    assert progress(source) == {"ModelBaseline": Progress.STUB, NAME: Progress.STUB}


def test_reference_is_filled() -> None:
    """Both classes."""
    assert progress(REFERENCE.read_text(encoding="utf-8")) == dict.fromkeys(("ModelBaseline", NAME), Progress.FILLED)


STUBS = {
    "as handed out": STUB,
    "passes": BASE + "    pass\n",
    "in one line": f"class {NAME}(nn.Module): ...\n",
    "with a comment": BASE + "    # TODO: write it\n    def forward(self, x):  # here\n        pass  # and here\n",
    "raises": BASE + '    def forward(self, x):\n        raise NotImplementedError("later")\n',
    "over several lines": BASE + "    def forward(\n        self,\n        x=(1, 2),\n    ) -> None:\n        ...\n",
    "old way": BASE + f"    def __init__(self):\n        super({NAME}, self).__init__(); pass\n",
    "returns nothing": BASE + "    def forward(self, x): return None\n",
    "followed by code": STUB + "\nmodel = ModelBaseline()\nprint(SpatialDropout(p=0.5))\n",
    "with a text that looks like code": BASE + '    """\ndef forward(self, x):\n    return x * 2\n    """\n    pass\n',
    "nothing made": f"{NAME} = None\n",
}


@pytest.mark.parametrize("source", STUBS.values(), ids=STUBS)
def test_stub_is_a_stub(source: str) -> None:
    """However it is written."""
    assert max(progress(source).values(), default=Progress.STUB) == Progress.STUB


FILLED = {
    "plain": DROPOUT,
    "in one line": BASE + "    def forward(self, x): return x * 2\n",
    "indented": "if True:\n    " + DROPOUT.replace("\n", "\n    "),
    "after a stub": STUB + DROPOUT,
    "before a stub": DROPOUT + STUB,
    "made": f"{NAME} = make(0.2)\n",
    "imported": f"from my_layers import {NAME}\n",
    "imported over lines": f"from my_layers import (\n    Other,\n    {NAME},\n)\n",
    "imported under its name": f"from my_layers import Dropout as {NAME}\n",
    "all inherited": f"class {NAME}(Other):\n    pass\n",
    "given to its base": f"class {NAME}(nn.Dropout2d):\n    def __init__(self, p=0.2):\n        super().__init__(p)\n",
    "forward by assignment": BASE + "    forward = mine\n",
    "prompts of a session": f">>> class {NAME}(nn.Module):\n...     def forward(self, x):\n...         return x * 2\n",
    "no line end": BASE + "    def forward(self, x):\n        return x * 2",
}


@pytest.mark.parametrize("source", FILLED.values(), ids=FILLED)
def test_answer_is_filled(source: str) -> None:
    """However it is written."""
    assert progress(source)[NAME] == Progress.FILLED


def test_answer_without_its_forward_is_begun() -> None:
    """It counts less than a whole one, and more than nothing."""
    source = BASE + "    def __init__(self, p):\n        self.p = p\n\n    def forward(self, x):\n        ...\n"
    assert progress(source) == {NAME: Progress.STARTED}


def test_mention_is_no_definition() -> None:
    """A notebook that only uses the class has not filled it."""
    assert progress("x = SpatialDropout(p=0.5)\n") == {}


def test_work_is_the_same_without_comments_and_spaces() -> None:
    """Two copies of one work do not differ, two works do."""
    assert work(ANSWERS) == work("x = 1\n\n" + ANSWERS.replace("return", "return  ").replace("):\n", "):  # so\n"))
    assert work(ANSWERS) != work(ANSWERS.replace("mask", "noise"))


MEGABYTE = 1_000_000
BOMBS = {
    "texts that never end": 'class ModelBaseline:\n """\n' * 40_000,
    "brackets that never close": f"class {NAME}(\n" * 50_000,
    "imports that never close": "from a import (ModelBaseline" * 35_000,
    "classes in classes": "".join(" " * depth + f"class {NAME}:\n" for depth in range(1400)),
    "functions without a body": f"class {NAME}:\n" + " def f(\n" * 100_000,
    "calls in a call": f"class {NAME}:\n super().__init__(" + ").__init__(" * 90_000 + "\n",
    "colons": f"class {NAME}:" + " :" * 500_000,
    "empty lines": "\n" * MEGABYTE + NAME,
    "spaces": " " * MEGABYTE + NAME,
    "quotes": f"{NAME}\n" + "x = '\"" * 150_000,
}


@pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS)
def test_time_grows_with_the_length_alone(source: str) -> None:
    """A megabyte of anything is looked at within seconds."""
    started = time.process_time()
    progress(source)
    work(source)
    assert time.process_time() - started < 8
