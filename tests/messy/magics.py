"""The notebook's own syntax around the answers: shell commands, magics, help, prompts pasted from a terminal."""

from tests.messy.answers import HEAD
from tests.messy.files import Bank
from tests.messy.notebook import Notebook

BANK = Bank()


@BANK.add()
def shell_commands_first(nb: Notebook) -> Notebook:
    """Packages are installed and the graphics card is shown before the imports, in their cell."""
    return nb.begin(
        "!nvidia-smi\n!pip install -q torchinfo einops\n%pip install seaborn\n!apt-get -y install graphviz\n"
    )


@BANK.add()
def files_listed_by_the_shell(nb: Notebook) -> Notebook:
    """What a shell command printed is indexed in the lines before the class."""
    text = "files = !ls *.csv\nprint(files[0])\ncpu = !nproc\ncores = int(cpu[0])\nfirst, *rest = files\n"
    return nb.prepend("q1", text)


@BANK.add()
def shell_lines_with_python_values(nb: Notebook) -> Notebook:
    """A shell command with a variable in it, inside a loop, before the class."""
    text = "for name in ('a', 'b'):\n    !mkdir -p {name}\n    !echo $name\nif True:\n    %time 1 + 1\n"
    return nb.prepend("q2", text)


@BANK.add()
def autoreload_and_inline_plots(nb: Notebook) -> Notebook:
    """The lines with which half of all notebooks begin."""
    text = "%load_ext autoreload\n%autoreload 2\n%matplotlib inline\n%config InlineBackend.figure_format = 'retina'\n"
    return nb.begin(text)


@BANK.add()
def interactive_matplotlib(nb: Notebook) -> Notebook:
    """Zoomable plots, which need a package that grading may lack."""
    return nb.begin("%matplotlib widget\n%load_ext tensorboard\n%tensorboard --logdir runs\n")


@BANK.add()
def drive_folder_entered(nb: Notebook) -> Notebook:
    """Colab: the working folder lies on the drive, and a variable of the environment names it."""
    return nb.begin("%cd /content/drive/MyDrive/cnn\n%env DATA=/content/data\n%pwd\n")


@BANK.add()
def helper_run_from_a_file(nb: Notebook) -> Notebook:
    """A script that only the student's machine has is run before the class, in its cell."""
    return nb.prepend("q1", "%run helpers.py\n%run -i 'C:\\\\work\\\\plots.py'\n")


@BANK.add()
def class_written_to_a_file_and_imported(nb: Notebook) -> Notebook:
    """The layer is written to a module, which the next cell imports."""
    nb.set("q3", f"%%writefile my_dropout.py\n{HEAD}\n\n{nb.answers.q3}")
    return nb.after("q3", "from my_dropout import SpatialDropout\n")


@BANK.add()
def class_written_to_a_file_and_run(nb: Notebook) -> Notebook:
    """The layer is written to a script, which the next cell runs."""
    nb.set("q3", f"%%writefile my_dropout.py\n{HEAD}\n\n{nb.answers.q3}")
    return nb.after("q3", "%run my_dropout.py\n")


@BANK.add()
def classes_in_a_module_of_a_folder(nb: Notebook) -> Notebook:
    """All layers are written to a package whose folder the shell makes."""
    nb.before("q1", "!mkdir -p lib\n", f"%%writefile lib/models.py\n{HEAD}\n\n{nb.answers.all()}")
    nb.set("q1", "from lib.models import ModelBaseline\n").set("q2", "from lib.models import ModelBaseline\n")
    return nb.set("q3", "import lib.models\n\nSpatialDropout = lib.models.SpatialDropout\n")


@BANK.add()
def class_timed(nb: Notebook) -> Notebook:
    """The cell of the class begins with %%time."""
    return nb.set("q1", f"%%time\n{nb.answers.q1}")


@BANK.add()
def class_captured(nb: Notebook) -> Notebook:
    """What the cell of the class prints is captured."""
    return nb.set("q2", f"%%capture out\n{nb.answers.q2}\nprint(ModelBaseline())\n")


@BANK.add()
def cells_of_other_languages(nb: Notebook) -> Notebook:
    """Cells of Bash, HTML, Markdown and JavaScript between the tasks."""
    shell = "%%bash\nset -e\nwget -q https://example.org/data.zip && unzip data.zip\n"
    page = "%%html\n<style>.output { color: red }</style>\n"
    return nb.after("check q1", shell, page, "%%javascript\nalert('done')\n", "%%markdown\n**done**\n")


@BANK.add()
def model_timed_in_a_cell(nb: Notebook) -> Notebook:
    """The forward pass is timed by %%timeit and %timeit."""
    cell = "%%timeit -n 2 -r 1\nModelBaseline()(torch.zeros(8, 3, 32, 32))\n"
    return nb.after("check q1", cell, "model = ModelBaseline()\n%timeit -n 1 -r 1 model(torch.zeros(8, 3, 32, 32))\n")


@BANK.add()
def help_asked_for(nb: Notebook) -> Notebook:
    """Help on a layer is left in the cell of the class, and in cells of its own."""
    nb.prepend("q1", "?nn.Conv2d\nnn.MaxPool2d?\nnn.Linear??\n")
    return nb.before("q3", "nn.Dropout2d?\n", "help(nn.Dropout2d)\n")


@BANK.add()
def magic_called_by_get_ipython(nb: Notebook) -> Notebook:
    """Magics in the form into which a converter writes them, before the class."""
    text = "get_ipython().magic('matplotlib inline')\nget_ipython().run_line_magic('load_ext', 'autoreload')\n"
    return nb.prepend("q2", f"{text}get_ipython().system('pip install einops')\nget_ipython().run_cell('x = 1')\n")


@BANK.add()
def prompts_of_python(nb: Notebook) -> Notebook:
    """The class is pasted from a terminal, with Python's prompts."""
    lines = nb.answers.q3.rstrip("\n").split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("class"))
    shown = [f">>> {line}" for line in lines[:start] if line]
    return nb.set("q3", "\n".join([*shown, f">>> {lines[start]}", *(f"... {line}" for line in lines[start + 1 :])]))


@BANK.add()
def prompts_of_ipython(nb: Notebook) -> Notebook:
    """The class is pasted from IPython, with its numbered prompts."""
    lines = nb.answers.q1.rstrip("\n").split("\n")
    return nb.set("q1", "\n".join([f"In [3]: {lines[0]}", *(f"   ...: {line}" for line in lines[1:])]))


@BANK.add()
def indented_cell(nb: Notebook) -> Notebook:
    """The class stands four columns to the right, as it was copied out of a function."""
    return nb.set("q3", "".join(f"    {line}" if line.strip() else line for line in _lines(nb.answers.q3)))


@BANK.add()
def unknown_magics(nb: Notebook) -> Notebook:
    """Magics of packages that only the student's machine has: a formatter, a memory profiler, a spell checker."""
    nb.begin("%load_ext nb_black\n%load_ext memory_profiler\n")
    nb.prepend("q1", "%memit torch.zeros(10)\n%lsmagic\n%who\n")
    return nb.after("check q2", "%%memit\nModelBaseline()\n")


@BANK.add()
def awaited_in_the_cell(nb: Notebook) -> Notebook:
    """Something is awaited before the class, which a notebook allows."""
    return nb.prepend("q2", "import asyncio\nawait asyncio.sleep(0.1)\nawait asyncio.gather(asyncio.sleep(0))\n")


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
