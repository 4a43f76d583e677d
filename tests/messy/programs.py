"""Code that ends, fails or was never finished, in or around the cell of an answer."""

from tests.messy.answers import NOT_RESCALED
from tests.messy.files import FULL, SCALE_LOST, WITHOUT_Q3, Bank
from tests.messy.notebook import Notebook

BANK = Bank()


@BANK.add()
def exits_before_the_class(nb: Notebook) -> Notebook:
    """`sys.exit()` stands in the cell of the class, where it once kept the rest from running."""
    return nb.prepend("q1", "import sys\nif not torch.cuda.is_available():\n    sys.exit('no GPU')\n")


@BANK.add()
def quits_between_the_tasks(nb: Notebook) -> Notebook:
    """Cells that end the kernel: `quit()`, `exit`, `os._exit`, a signal to the process itself."""
    texts = (
        "quit()\n",
        "exit\n",
        "import os\nos._exit(0)\n",
        "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n",
    )
    return nb.after("check q1", *texts)


@BANK.add()
def kernel_restarted_from_code(nb: Notebook) -> Notebook:
    """The trick with which notebooks restart themselves after an installation."""
    return nb.before("imports", "import IPython\nIPython.Application.instance().kernel.do_shutdown(True)\n")


@BANK.add()
def errors_between_the_tasks(nb: Notebook) -> Notebook:
    """Cells that show errors on purpose."""
    return nb.after("check q1", "1 / 0\n", "raise RuntimeError('as expected')\n", "nn.Linear(3, 4)(torch.ones(5))\n")


@BANK.add()
def errors_in_every_line_before_the_class(nb: Notebook) -> Notebook:
    """Names of a cell that was deleted later are used before each class."""
    for question in ("q1", "q2", "q3"):
        nb.prepend(question, "old_model.eval()\nprint(history['loss'][-1])\nassert accuracy > 0.5\n")
    return nb


@BANK.add()
def assertion_after_the_class(nb: Notebook) -> Notebook:
    """The student's own wrong test stands after the class, in its cell."""
    return nb.append("q3", "out = SpatialDropout(0.5)(torch.ones(1, 10, 2, 2))\nassert out.mean() == 1, out.mean()\n")


@BANK.add()
def syntax_error_in_another_cell(nb: Notebook) -> Notebook:
    """A cell between the tasks is no Python."""
    return nb.after("check q1", "for epoch in range(10)\n    print(epoch)\n", "print 'done'\n")


@BANK.add()
def unfinished_cells(nb: Notebook) -> Notebook:
    """Cells that were begun and never finished."""
    return nb.before("q2", "model = ModelBaseline(\n", "def draw(history):\n", "text = '''\nnotes\n", "if written(\n")


@BANK.add()
def prose_in_code_cells(nb: Notebook) -> Notebook:
    """Text was typed into code cells."""
    texts = ("TODO: спросить на семинаре, почему padding=1\n", "The loss goes down -- that's it!\n", "$x' = x / 255$\n")
    return nb.after("check q1", *texts)


@BANK.add()
def empty_and_odd_cells(nb: Notebook) -> Notebook:
    """Empty cells, cells of spaces, of comments, of a lonely semicolon."""
    return nb.before("q1", "", "   \n\n", "# nothing\n", ";\n", "...\n", "pass")


@BANK.add()
def main_guard_that_trains(nb: Notebook) -> Notebook:
    """A notebook that was once a script: training stands under the main guard, in the cell of the class."""
    text = "if __name__ == '__main__':\n    data = load_small()\n    fit(ModelBaseline(), *data, epochs=60)\n"
    return nb.append("q2", text)


@BANK.add()
def class_under_a_main_guard(nb: Notebook) -> Notebook:
    """The class itself stands under the main guard, which holds in a notebook."""
    body = "".join(f"    {line}" if line.strip() else line for line in nb.answers.q3.splitlines(keepends=True))
    return nb.set("q3", f"if __name__ == '__main__':\n{body}")


@BANK.add()
def arguments_parsed_in_a_notebook(nb: Notebook) -> Notebook:
    """Options of a command are read before the class, from the arguments of the kernel."""
    text = "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--epochs', required=True)\n"
    return nb.prepend("q1", f"{text}args = parser.parse_args()\nprint(args.epochs)\n")


@BANK.add(points=SCALE_LOST)
def colab_and_a_real_mistake(nb: Notebook) -> Notebook:
    """A notebook of Colab whose dropout does not rescale: that costs what it costs, and the mess nothing."""
    nb.begin("from google.colab import drive\ndrive.mount('/content/drive')\nimport seaborn as sns\n")
    return nb.set("q3", NOT_RESCALED)


@BANK.add(points=WITHOUT_Q3, never=())
def messy_and_the_layer_never_written(nb: Notebook) -> Notebook:
    """The third task was not done, and its cell deleted; the rest of the notebook is messy and right."""
    nb.begin("import seaborn as sns\n!nvidia-smi\n")
    return nb.prepend("q1", "name = input()\n").remove("q3")


@BANK.add(points={**FULL, "q2": 0.0}, never=())
def messy_and_the_parameter_ignored(nb: Notebook) -> Notebook:
    """The activation is a parameter that nothing uses: q2 alone is lost."""
    source = nb.answers.q1.replace("def __init__(self):", "def __init__(self, activation=nn.ReLU):")
    return nb.begin("%load_ext autoreload\nimport einops\n").set("q2", source)


@BANK.add(points=WITHOUT_Q3, never=())
def unfinished_class(nb: Notebook) -> Notebook:
    """The cell of the layer is no Python at its end, so that the class exists nowhere; the stub is gone."""
    return nb.set("q3", f"{nb.answers.q3}\n    def __repr__(self:\n").prepend("q1", "import cv2\n")
