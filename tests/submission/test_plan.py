"""What a graded class needs is found from its names, and each question is judged where Otter would judge it."""

import pytest

from coursekit.submission.plan import make_plan
from coursekit.submission.source import Cell

GRADED = {"q1": "Net", "q2": "Net", "q3": "Drop"}
NET = "class Net:\n    def forward(self, x):\n        return x + {value}"
STUB = '''class {name}:
    """Text."""
    def __init__(self):
        super().__init__()
        ...

    def forward(self, x):
        """Text."""
        ...'''


def needed(*sources: str, graded: dict[str, str] | None = None) -> list[str]:
    """Return the first lines of the statements that are run."""
    cells = [Cell(source, number) for number, source in enumerate(sources, 1)]
    plan = make_plan(cells, graded or {"q": "Net"})
    return [plan.statements[number].beginning for number in plan.needed]


def judged(*sources: str | Cell) -> dict[str, str]:
    """Return by question the first line of the class that counts."""
    cells = [one if isinstance(one, Cell) else Cell(one, number) for number, one in enumerate(sources, 1)]
    plan = make_plan(cells, GRADED)
    found = {}
    for question, cls in GRADED.items():
        run = [n for n in plan.needed if n <= plan.judged[question] and cls in plan.names[n].binds]
        place = plan.statements[run[-1]] if run else None
        found[question] = cells[place.cell].source.splitlines()[-1].strip() if place else "none"
    return found


@pytest.mark.parametrize(
    ("before", "used"),
    [
        ("import math as m", "m.pi"),
        ("from math import pi", "pi"),
        ("def f():\n    return g()\ndef g():\n    return 1", "f()"),
        ("SIZE = 3", "SIZE"),
        ("for i in range(3):\n    total = i", "total"),
        ("with open('x') as f:\n    text = 1", "text"),
        ("if True:\n    flag = 1\nelse:\n    flag = 2", "flag"),
        ("try:\n    import quick as q\nexcept ImportError:\n    q = None", "q"),
        ("a = b = 1", "b"),
        ("(a, b), *c = (1, 2), 3", "c"),
        ("config = {}\nconfig['p'] = 1", "config"),
        ("config = {}\nconfig.update(p=1)", "config"),
        ("items = []\nfor i in range(3):\n    items.append(i)", "items"),
        ("def set_it():\n    global it\n    it = 1\nset_it()", "it"),
        ("def set_it():\n    global it\n    it = 1\ndef all_of_it():\n    set_it()\nall_of_it()", "it"),
        ("config = {}\ndef set_it():\n    config['p'] = 1\nset_it()", "config"),
        ("config = {}\ndef set_it():\n    config.update(p=1)\ndef main():\n    set_it()\nmain()", "config"),
        ("config = {}\ndef set_it():\n    config['p'] = 1\n    yield\nwith set_it():\n    pass", "config"),
        ("import operator\nconfig = {}\noperator.setitem(config, 'p', 1)", "config"),
        ("from math import *", "pi"),
        ("a = 1\nb = a\ndel a\na = b", "a"),
    ],
    ids=lambda text: text.replace("\n", "; "),
)
def test_all_that_a_class_reads_is_run(before: str, used: str) -> None:
    """Imports, functions, constants, and whatever changes them, in order."""
    assert needed("print('other')", before, NET.format(value=used))[:-1] == [
        line for line in before.splitlines() if not line.startswith((" ", "else", "except"))
    ]


@pytest.mark.parametrize(
    "other",
    [
        "import seaborn as sns",
        "model = Net()",
        "fit(Net(), data)",
        "for epoch in range(60):\n    train(net)",
        "name = input()",
        "while True:\n    pass",
        "torch.set_grad_enabled(False)",
        "print(Net)",
        "def train(model):\n    model.train()",
        "results = {act: run(Net) for act in acts}",
        "def train():\n    torch.manual_seed(0)\n    torch.pi = 3\n    history.append(Net())\ntrain()",
    ],
)
def test_what_no_class_needs_is_not_run(other: str) -> None:
    """Experiments before and after, also those with the class itself."""
    assert needed("import torch", other, NET.format(value="torch.pi"), other) == ["import torch", "class Net:"]


@pytest.mark.parametrize(
    "change",
    [
        "Net.forward = lambda self, x: x",
        "setattr(Net, 'forward', None)",
        "def patch(cls):\n    cls.forward = None\npatch(Net)",
        "other = Net\nother.forward = None",
        "Net = wrap(Net)",
        "del Net.forward",
        "def add_to(cls):\n    return lambda f: setattr(cls, f.__name__, f)\n@add_to(Net)\ndef g(self): ...",
        "def patch(f):\n    setattr(f.__annotations__['self'], f.__name__, f)\n@patch\ndef g(self: Net): ...",
        "def add_to(cls):\n    return lambda f: setattr(cls, 'g', f)\nadd_to(Net)(print)",
        "type.__setattr__(Net, 'forward', None)",
    ],
)
def test_changes_of_a_class_count(change: str) -> None:
    """A class is judged as it is at its time, not as it was written."""
    lines = [line for line in change.splitlines() if not line.startswith(" ")]
    decorated = {line for line, other in zip(lines[1:], lines, strict=False) if other.startswith("@")}
    assert needed(NET.format(value=1), change)[1:] == [line for line in lines if line not in decorated]


def test_changed_module_counts() -> None:
    """`torch.relu = ...` changes what a class computes."""
    assert "torch.relu = None" in needed("import torch", NET.format(value="torch.relu(x)"), "torch.relu = None")


def test_names_that_nothing_binds_bring_in_what_might() -> None:
    """`exec`, `globals()` and a magic may bind a name that is not seen anywhere."""
    found = needed("exec('size = 3')", "!ls", "%run other.py", "x = 1", NET.format(value="size"))
    assert found == ["exec('size = 3')", "!ls", "%run other.py", "class Net:"]


def test_questions_are_judged_at_their_checks() -> None:
    """At the last check of each; without one at the end."""
    net = [NET.format(value=value) for value in range(4)]
    assert judged(net[0], "grader.check('q1')", net[1], "grader.check('q2')", net[2], "Drop = 1") == {
        "q1": "return x + 0",
        "q2": "return x + 1",
        "q3": "Drop = 1",
    }
    assert judged(net[0], "grader.check('q1')", net[1], "grader.check('q1')", net[2])["q1"] == "return x + 1"


def test_metadata_names_the_cell_of_a_question() -> None:
    """As Otter's own `tests` entry of a cell does."""
    assert judged(Cell(NET.format(value=1), 1, ("q1",)), NET.format(value=2)) == {
        "q1": "return x + 1",
        "q2": "return x + 2",
        "q3": "none",
    }


Q1, Q2, CHECK1, CHECK2 = NET.format(value=1), NET.format(value=2), "grader.check('q1')", "grader.check('q2')"
EMPTY = STUB.format(name="Net")


@pytest.mark.parametrize(
    ("cells", "first", "second"),
    [
        ((EMPTY, CHECK1, Q1, EMPTY, CHECK2), "return x + 1", "..."),
        ((EMPTY, CHECK1, Q1, Q2, CHECK2), "return x + 1", "return x + 2"),
        ((EMPTY, CHECK1, Q2, CHECK2), "return x + 2", "return x + 2"),
        ((CHECK1, Q2, CHECK2), "return x + 2", "return x + 2"),
        ((EMPTY, CHECK1, EMPTY, CHECK2, Q2), "return x + 2", "return x + 2"),
        ((Q1, CHECK1, EMPTY, CHECK2, Q2), "return x + 1", "return x + 2"),
        ((Q1, CHECK1, EMPTY, CHECK2), "return x + 1", "..."),
        ((Q1, CHECK1, CHECK2), "return x + 1", "return x + 1"),
        ((Q1, EMPTY, CHECK1, Q2, CHECK2), "return x + 1", "return x + 2"),
        ((EMPTY, CHECK1, EMPTY, CHECK2), "...", "..."),
    ],
)
def test_answer_in_another_cell_counts_where_the_stub_is_empty(cells: tuple[str, ...], first: str, second: str) -> None:
    """Below the check, or above the stub that would undo it; never an answer of another question over a stub."""
    found = judged(*cells)
    assert (found["q1"], found["q2"]) == (first, second)


def test_answer_in_an_ignored_cell_counts_where_there_is_no_other() -> None:
    """A copied cell keeps its tags."""
    ignored = Cell(Q1, 2, (), True)
    assert judged(EMPTY, ignored)["q1"] == "return x + 1"
    assert judged(Q2, ignored)["q1"] == "return x + 2"


def test_name_that_only_an_ignored_cell_binds_is_found_there() -> None:
    """The class works in the student's notebook because that cell was run."""
    cells = [Cell("import torch", 1, (), True), Cell(NET.format(value="torch.pi"), 2), Cell("y = torch.ones", 3)]
    assert make_plan(cells, {"q": "Net"}).needed == [0, 1]


def test_subclass_of_a_library_is_no_stub() -> None:
    """`super().__init__(p)` is an answer."""
    answer = "class Net(nn.Dropout2d):\n    def __init__(self, p=0.2):\n        super().__init__(p)"
    assert judged(answer, CHECK1, Q2)["q1"] == "super().__init__(p)"
