"""The statements of a submission in the sandbox: which are run, what one that fails costs, and what is told."""

import re

import pytest
import torch

from autograder.grading import Budgets
from autograder.sandbox.submission import SandboxedSubmission
from coursekit.submission.source import Submission
from seminar.subject import SubmissionError
from tests.course import SEMINAR
from tests.sample import chosen
from tests.sandbox.conftest import TIGHT, Sandbox, notebook, script

LAYER = """import torch
from torch import nn
def factor():
    return {factor}
class SpatialDropout(nn.Module):
    def forward(self, x):
        return x * factor()
"""
NET = LAYER.replace("SpatialDropout", "ModelBaseline")


def value(submission: SandboxedSubmission, question: str = "q3", name: str = "SpatialDropout") -> float:
    """Return what the class of a question makes of 1."""
    subject = submission.subject(question, 0)
    return float(subject.run(subject.make(name), torch.ones(1), training=False).outputs[0])


def told(submission: SandboxedSubmission) -> list[str]:
    """Return the sentences of the notes."""
    return [str(note) for note in submission.steps.notes()]


def run(source: Submission, budgets: Budgets = TIGHT) -> tuple[float | str, list[str]]:
    """Return what SpatialDropout makes of 1, or the code of what is wrong, and the notes."""
    with SandboxedSubmission(source, SEMINAR, budgets) as submission:
        try:
            return value(submission), told(submission)
        except SubmissionError as error:
            return error.code, told(submission)


OTHERS = [
    "raise ValueError('of this cell')",
    "import sys\nsys.exit(1)",
    "raise KeyboardInterrupt",
    "def broken(:",
    "name = input()",
    "quit()",
    "1 / 0",
    "await something()",
    "import matplotlib\nmatplotlib.use('TkAgg')",
    "import os\nos.chdir('/content')",
    "torch.zeros(1).to('cuda')",
    "!pip install torch",
    "files = !ls\nfiles[0]",
    "import os\nos._exit(5)",
    "while True: pass",
    "x = torch.zeros(1 << 40)",
]
# Where only what is needed is run none of these is: in `make test` one that raises, is no Python, is a shell's, hangs.
UNRUN = [(other, False) for other in ("1 / 0", "def broken(:", "!pip install torch", "while True: pass")]


@pytest.mark.parametrize(
    ("other", "everything"),
    chosen([(other, run) for run in (False, True) for other in OTHERS], [*UNRUN, *((it, True) for it in OTHERS)]),
)
def test_other_statements_cost_a_class_nothing(other: str, everything: bool) -> None:
    """Before the class, in the same cell and after it, whether they are run or not."""
    budgets = TIGHT.model_copy(update={"extra_seconds": 1})
    source = notebook("import torch\n" + other, other + "\n" + LAYER.format(factor=2) + other)
    with SandboxedSubmission(source, SEMINAR, budgets, everything=everything) as submission:
        assert value(submission) == 2


def test_everything_runs_as_in_a_notebook(sandbox: Sandbox) -> None:
    """Magics, shell commands and help do nothing; `%time` runs; an error or an exit stops its own statement only."""
    submission = sandbox(
        "%matplotlib inline\n!touch stolen\nfiles = !ls\nprint?",
        "from IPython import get_ipython\n%pip install x\nprint('one')",
        "%time y = 2",
        "%%time\nz = 3",
        "raise ValueError('of this cell')\nw = 4",
        "import sys\nsys.exit(1)",
        "def broken(:",
        "from IPython.display import display\nimport otter\notter.Notebook('x.ipynb').export(pdf=False)",
        "get_ipython().run_line_magic('matplotlib', 'inline')",
        "import os\nprint(y, z, w, files, os.listdir('.'), __name__)",
    )
    submission.subject("q1", 0)
    assert submission.output.splitlines() == ["one", "2 3 4 [] [] __main__"]
    assert [failure.kind for failure in submission.steps.failures.values()] == ["raised", "raised", "not_python"]


def test_only_what_is_needed_is_run() -> None:
    """Own training cells are left alone, and the student is told which."""
    answers = NET.format(factor=1) + LAYER.format(factor=2)
    source = notebook("print('setup')", answers, "while True: pass", "x = 1", "print('end')")
    with SandboxedSubmission(source, SEMINAR, TIGHT) as submission:
        assert value(submission) == 2
        assert submission.output == ""
        assert told(submission)[-1].endswith("something in code cells 1, 3, 5.")


def test_missing_class_has_everything_run() -> None:
    """It may come to be in a way that nobody can see in the code."""
    hidden = notebook("source = 'class ' + 'SpatialDropout(nn.Module): pass'", "from torch import nn\nexec(source)")
    with SandboxedSubmission(hidden, SEMINAR, TIGHT) as submission:
        assert submission.subject("q3", 0).make("SpatialDropout") == 0


def test_imports_below_the_classes_are_enough() -> None:
    """Notebooks are not always run from top to bottom."""
    late = LAYER.format(factor=2).replace("import torch\nfrom torch import nn\n", "")
    assert run(notebook(late, "grader.check('q3')", "x = 1", "import torch\nfrom torch import nn"))[0] == 2


def test_helper_below_the_class_is_enough() -> None:
    """A function that the class calls may stand in a cell further down than its check."""
    early = LAYER.format(factor="2").replace("def factor():\n    return 2\n", "")
    assert run(notebook(early, "grader.check('q3')", "def factor(): return 2"))[0] == 2


def test_object_under_the_name_of_its_class_is_no_loss() -> None:
    """`SpatialDropout = SpatialDropout()` in an experiment: the class is meant."""
    assert run(notebook(LAYER.format(factor=2), "SpatialDropout = SpatialDropout()"))[0] == 2


def test_script_whose_main_part_sets_what_a_class_reads() -> None:
    """Then it is run, as it is when the script is started."""
    assert run(script(LAYER.format(factor="SIZE") + "if __name__ == '__main__':\n    SIZE = 2\n"))[0] == 2


def test_arguments_are_not_those_of_the_grader() -> None:
    """A script that reads sys.argv has been started without any."""
    assert run(script("import sys\nassert len(sys.argv) == 1\n" + LAYER.format(factor="3 - len(sys.argv)")))[0] == 2


def test_each_question_has_the_names_of_its_time() -> None:
    """As of its last `grader.check`; one that is never checked has the names of the end."""
    source = notebook(
        "import otter\ngrader = otter.Notebook()",
        NET.format(factor=1),
        "grader.check('q1')",
        NET.format(factor=2) + "grader.check('q2')\n" + NET.format(factor=7),
        NET.format(factor=3),
        "grader.check('q2')",
        NET.format(factor=4),
    )
    for everything in (False, True):
        with SandboxedSubmission(source, SEMINAR, TIGHT, everything=everything) as submission:
            found = [value(submission, question, "ModelBaseline") for question in ("q1", "q2", "q4", "q1", "q2")]
            assert found == [1, 3, 4, 1, 3]


def test_package_that_is_missing_is_harmless_until_a_class_uses_it() -> None:
    """The answer in front of which it is imported counts; a class that computes with it is told which package it is."""
    harmless = (
        "import seaborn as sns\nfrom einops import rearrange\nsns.set_theme(style='dark')\n@sns.jit\ndef f(): ...\n"
    )
    assert run(notebook(harmless + LAYER.format(factor=2)))[0] == 2
    used, notes = run(notebook(harmless + LAYER.format(factor="rearrange(3)")))
    assert used == "package_missing"
    assert notes[:2] == [
        "`seaborn` is not installed where grading happens; it was skipped.",
        "`einops` is not installed where grading happens; it was skipped.",
    ]
    # Numbers from a missing package: in experiments nothing, in an answer its name, however it is computed with.
    numbers = "import torch, wandb\nrate = wandb.config.p\nprint(rate * 2 + 1 < 3)\nprint(f'{float(rate):.2f}')\n"
    assert run(notebook(numbers + LAYER.format(factor=2)))[0] == 2
    for factor in ("rate", "(1 - rate)", "(torch.rand(3) < rate).sum()", "float(rate)", "2 ** rate", "-rate"):
        assert run(notebook(numbers + LAYER.format(factor=factor)))[0] == "package_missing", factor
    base = "import lightning as L\nclass SpatialDropout(L.LightningModule): pass"
    with SandboxedSubmission(notebook(base), SEMINAR, TIGHT) as submission:
        with pytest.raises(SubmissionError, match="not_made") as caught:
            value(submission)
        assert "No module named 'lightning'" in str(caught.value.values["why"])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (notebook("from torch import nn", "class SpatialDropout(nn.Modul): pass"), "Code cell 2, line 1"),
        (script("from torch import nn\n\nclass SpatialDropout(nn.Modul): pass"), "Line 3"),
        (script("import torch\nBase = torch.Nothing\nclass SpatialDropout(Base): pass"), "Line 2"),
        (script("class SpatialDropout(nn.Module)\n    pass"), "expected ':'"),
        (script("import os\nos._exit(7)\nclass SpatialDropout(Missing): pass"), "name 'Missing'"),
        (script("Base = __import__('os')._exit(7)\nclass SpatialDropout(Base): pass"), "exit code 7"),
    ],
    ids=["cell", "line", "what came first", "syntax", "not what came before", "ended"],
)
def test_missing_class_is_traced_to_what_went_wrong_first(source: Submission, words: str) -> None:
    """Not "check the spelling": the place and the error, in cells of a notebook and lines of a script."""
    with SandboxedSubmission(source, SEMINAR, TIGHT) as submission:
        with pytest.raises(SubmissionError) as caught:
            value(submission)
        blocked = [str(note) for note in submission.steps.blocked()]
    assert words in " ".join([*map(str, caught.value.values.values()), *blocked])
    assert words in " ".join(blocked)


def test_class_that_was_never_written_is_missing() -> None:
    """Then the spelling is the thing to look at."""
    assert run(script("import torch"))[0] == "missing"


def test_statement_stops_when_its_time_is_over() -> None:
    """Its worker goes on, so what came before it need not be run again; a class after it counts."""
    source = notebook("n = 0\nwhile True: n += 1", LAYER.format(factor="n > 0 and 2"))
    with SandboxedSubmission(source, SEMINAR, TIGHT.model_copy(update={"cell_seconds": 1})) as submission:
        assert value(submission) == 2
        assert submission.steps.ended == {}
        assert "was stopped after 1 s" in told(submission)[0]


def test_sleeping_is_bounded_too(sandbox: Sandbox) -> None:
    """Time in which a statement waits for nothing but itself counts."""
    submission = sandbox(
        "import time\ntime.sleep(1000)", LAYER.format(factor=2), budgets=TIGHT.model_copy(update={"extra_seconds": 1})
    )
    assert value(submission) == 2


def test_gpu_that_is_not_there_is_told_as_such() -> None:
    """Not torch's advice to install a driver."""
    answer = "device = torch.device('cuda')\nprobe = torch.ones(2).to(device)\n"
    budgets = TIGHT
    with SandboxedSubmission(
        notebook("import torch\n" + answer + LAYER.format(factor="probe")), SEMINAR, budgets
    ) as submission:
        with pytest.raises(SubmissionError):
            value(submission)
        assert any("grading has no GPU: use `x.device`" in line for line in told(submission))
    used, _ = run(notebook("import torch\n" + LAYER.format(factor="torch.ones(1, device='cuda')")))
    assert used == "no_gpu"


@pytest.mark.parametrize(
    "leak",
    [
        "torch.set_grad_enabled(False)",
        "torch.inference_mode().__enter__()",
        "torch.set_default_dtype(torch.float64)",
        "torch.set_default_device('meta')",
        "torch.use_deterministic_algorithms(True)",
        "import os; os.mkdir('sub'); os.chdir('sub')",
        "import warnings; warnings.simplefilter('error')",
        "import sys; sys.stdout.close()",
        "import sys; sys.stdout = None",
        "import numpy as np; np.seterr(all='raise')",
        "torch.nn.modules.module.register_module_forward_hook(lambda *a: 1 / 0)",
        "import sys; sys.setrecursionlimit(60)",
        "import sys; sys.settrace(lambda *a: 1 / 0)",
        "torch.set_num_threads(8)",
        "import torch._C; torch.set_autocast_enabled('cpu', True)",
    ],
)
def test_state_that_statements_leave_does_not_reach_a_class(sandbox: Sandbox, leak: str) -> None:
    """It is put back before each request of a check: gradients flow, numbers are float32, files are where they were."""
    answer = """import numpy as np, os, warnings
class SpatialDropout(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))
    def forward(self, x):
        print("at work")
        warnings.warn("old")
        np.float64(1) / np.float64(0)
        assert not os.getcwd().endswith("sub") and torch.get_num_threads() == 1
        return (torch.full((1, 1), 2.0) @ (x * self.weight)[:, None])[0]
"""
    submission = sandbox("import torch\nfrom torch import nn", leak, answer)
    subject = submission.subject("q3", 0)
    done = subject.run(subject.make("SpatialDropout"), torch.ones(1), training=True, cotangent=torch.ones(1))
    assert done.outputs[0].dtype == torch.float32
    assert done.outputs[0].tolist() == [2.0]
    assert done.gradients["weight"] is not None
    assert done.gradients["weight"].tolist() == [2.0]


def test_files_beside_a_submission_are_there() -> None:
    """A module is imported as forgivingly as a cell is run, data can be opened, and nothing installed is shadowed."""
    helpers = {
        "layers.py": b"import seaborn\nraise ValueError\n" + LAYER.format(factor="read()").encode() + b"def read():\n"
        b"    return int(open('data/two.txt').read())\n",
        "data/two.txt": b"2",
        "package/__init__.py": b"",
        "package/more.py": b"more = 1",
        "json.py": b"1 / 0",
        "../../../outside.txt": b"x",
    }
    cells = notebook(
        "from layers import SpatialDropout\nimport json\njson.dumps(1)", "from package.more import more"
    ).cells
    assert run(Submission("work.ipynb", False, cells, helpers))[0] == 2


def test_modules_above_the_notebook_are_found() -> None:
    """`sys.path.append("..")` in a folder `notebooks` beside a folder `lib`."""
    cells = notebook("import sys\nsys.path.append('..')\nfrom lib.layers import SpatialDropout").cells
    helpers = {"../lib/layers.py": LAYER.format(factor=2).encode()}
    assert run(Submission("work.ipynb", False, cells, helpers, place="hw/notebooks/"))[0] == 2


def test_written_and_run_files_count() -> None:
    """`%%writefile` and an import, or `%run`."""
    write = "%%writefile own.py\n" + LAYER.format(factor=2)
    assert run(notebook(write, "from own import SpatialDropout"))[0] == 2
    assert run(notebook(write, "%run own.py"))[0] == 2
    assert run(notebook(write, "%run own"))[0] == 2


def test_script_is_not_the_main_program() -> None:
    """What stands below `if __name__ == "__main__":` is not run."""
    source = LAYER.format(factor=2) + "if __name__ == '__main__':\n    del SpatialDropout.forward\n"
    assert run(script(source))[0] == 2


def test_sources_can_be_inspected() -> None:
    """`inspect` and torch.jit read the source of a class from its cell."""
    source = LAYER.format(factor=2) + "import inspect\nlength = len(inspect.getsource(factor))\n"
    source += "@torch.jit.script\ndef double(x):\n    return x * 2\n"
    answer = "class SpatialDropout(nn.Module):\n    def forward(self, x):\n        return double(x) * (length > 10)\n"
    assert run(notebook(source + answer))[0] == 2


def test_cells_see_the_same_random_numbers_every_time(sandbox: Sandbox) -> None:
    """A regrade must not differ, whatever a cell draws."""
    source = "import random, torch, numpy\nprint(random.random(), torch.rand(1), numpy.random.rand(), hash('a'))"
    outputs = []
    for _ in range(2):
        submission = sandbox(source)
        submission.subject("q1", 0)
        outputs.append(submission.output)
    assert outputs[0] == outputs[1]
    assert outputs[0]


def test_language_of_the_grader_is_the_workers() -> None:
    """Where a notebook does not set it itself."""
    source = notebook("from coursekit.language import text\nprint(text('checks.missing', name='X'))")
    with SandboxedSubmission(source, SEMINAR, TIGHT, language="ru", everything=True) as submission:
        submission.subject("q1", 0)
        assert re.search("[а-я]", submission.output), submission.output


def test_statements_that_end_workers_do_not_use_up_the_answers_tries() -> None:
    """Twenty of them, where everything has to be run: after a few, only what the classes need is run."""
    source = notebook(*["import os\nos._exit(3)"] * 20, "x = undefined\n" + LAYER.format(factor="x or 2"), "x = 0")
    with SandboxedSubmission(source, SEMINAR, TIGHT.model_copy(update={"deaths": 3})) as submission:
        subject = submission.subject("q3", 0)
        assert subject.make("SpatialDropout") == 0
