"""Settings that experiments leave behind: they must not reach the grading of the classes."""

from tests.messy.files import Bank
from tests.messy.notebook import Notebook

BANK = Bank()


def _left(name: str, idea: str, *cells: str, role: str = "check q1") -> None:
    """Register a notebook with cells after the cell `role` that change something and never put it back."""

    def make(nb: Notebook) -> Notebook:
        return nb.after(role, *cells)

    make.__doc__ = idea
    BANK.add(name)(make)


_left(
    "gradients_switched_off",
    "An evaluation switches gradients off for good.",
    "torch.set_grad_enabled(False)\nprint(ModelBaseline()(torch.zeros(1, 3, 32, 32)))\n",
)
_left(
    "gradients_switched_off_first",
    "Gradients are switched off before the first class.",
    "torch.set_grad_enabled(False)\n",
    role="imports",
)
_left("default_dtype_changed", "An experiment in double precision.", "torch.set_default_dtype(torch.float64)\n")
_left("default_device_changed", "Shapes are tried on `meta`.", "torch.set_default_device('meta')\nModelBaseline()\n")
_left(
    "inference_mode_left_by_hand",
    "A context is entered by hand and never left.",
    "mode = torch.inference_mode()\nmode.__enter__()\nprint(ModelBaseline()(torch.zeros(2, 3, 32, 32)).shape)\n",
)
_left(
    "other_contexts_left_by_hand",
    "Autocast and anomaly detection are entered by hand and never left.",
    "cast = torch.autocast('cpu', dtype=torch.bfloat16)\ncast.__enter__()\ntorch.autograd.set_detect_anomaly(True)\n",
)
_left(
    "deterministic_algorithms",
    "Everything that makes a run repeatable, as forums advise.",
    "import os, random\nimport numpy as np\nos.environ['PYTHONHASHSEED'] = '0'\nrandom.seed(0)\nnp.random.seed(0)\n"
    "torch.manual_seed(0)\ntorch.cuda.manual_seed_all(0)\ntorch.use_deterministic_algorithms(True)\n",
)
_left("threads_set", "As many threads as the student's machine has.", "torch.set_num_threads(16)\n")
_left(
    "interop_threads_set_twice",
    "Threads are set before the first class, which PyTorch allows once.",
    "torch.set_num_interop_threads(8)\ntorch.set_num_interop_threads(4)\n",
    role="imports",
)
_left(
    "folder_changed",
    "An experiment moves into a folder of its own.",
    "import os\nos.makedirs('runs', exist_ok=True)\nos.chdir('runs')\nopen('x.txt', 'w').close()\n",
)
_left(
    "folder_deleted",
    "The folder in which the notebook works is deleted from under it.",
    "import os, shutil\nos.makedirs('tmp', exist_ok=True)\nos.chdir('tmp')\nshutil.rmtree(os.getcwd())\n",
)
_left(
    "warnings_are_errors",
    "Warnings are made errors to find one of them.",
    "import warnings\nwarnings.simplefilter('error')\nimport numpy as np\nnp.seterr(all='raise')\n",
)
_left("recursion_limit_lowered", "Recursion is limited to see it fail.", "import sys\nsys.setrecursionlimit(60)\n")
_left("output_closed", "Output is closed to silence a library.", "import sys\nsys.stdout.close()\nsys.stderr.close()\n")
_left(
    "output_replaced",
    "Output goes into a text, and `print` into a log.",
    "import io, sys, builtins\nsys.stdout = io.StringIO()\nbuiltins.print = lambda *words: None\n",
)
_left("output_missing", "Output is set to nothing.", "import sys\nsys.stdout = sys.stderr = None\n", role="imports")
_left(
    "hooks_for_all_modules",
    "A hook on every module counts calls and prints shapes.",
    "calls = []\nhook = nn.modules.module.register_module_forward_hook(lambda m, i, o: calls.append(type(m)))\n"
    "nn.modules.module.register_module_forward_pre_hook(lambda m, i: print(type(m)) if len(calls) < 99 else None)\n",
)
_left(
    "method_replaced_by_the_same",
    "A later cell gives the layer its right method once more.",
    "def forward(self, x):\n    if not self.training or self.p == 0:\n        return x\n"
    "    kept = torch.rand_like(x[:, :, :1, :1]) >= self.p\n    return x * kept.to(x.dtype) / (1 - self.p)\n"
    "\n\nSpatialDropout.forward = forward\n",
    role="check q3",
)
_left(
    "names_of_libraries_reused",
    "Names that libraries have are used for the student's own values after the first task.",
    "input = torch.zeros(1, 3, 32, 32)\nlist = [1, 2]\nmax = 5\nlen_ = len(list)\nlayer = model = None\n",
)
_left(
    "print_options_and_random_streams",
    "Random streams are moved on, and printing is changed.",
    "torch.set_printoptions(precision=2, sci_mode=False)\ntorch.seed()\ntorch.Generator().seed()\ntorch.rand(10**6)\n",
)
_left(
    "alarm_and_signals",
    "A student's own time limit by the alarm of the system, and signals that are ignored.",
    "import signal\nsignal.signal(signal.SIGALRM, lambda *_: 1 / 0)\nsignal.alarm(30)\nsignal.alarm(0)\n",
    "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n",
)
_left(
    "alarm_left_running",
    "The alarm of a student's own time limit was never cancelled.",
    "import signal\nsignal.signal(signal.SIGALRM, lambda *_: 1 / 0)\nsignal.alarm(3)\nModelBaseline()\n",
)
_left(
    "garbage_collection_off",
    "The garbage collector and the profiler of an experiment are left as they were set.",
    "import gc, sys\ngc.disable()\nsys.setprofile(lambda *_: None)\nsys.settrace(lambda *_: None)\n",
)
_left(
    "modules_forgotten",
    "Modules are deleted to load them anew.",
    "import sys\nfor name in [name for name in sys.modules if name.startswith(('seminar', 'matplotlib'))]:\n"
    "    del sys.modules[name]\n",
)
_left(
    "flush_denormal_and_precision",
    "Arithmetic is made faster.",
    "torch.set_float32_matmul_precision('medium')\n"
    "torch.set_flush_denormal(True)\ntorch.backends.mkldnn.enabled = False\n",
)


@BANK.add()
def initialisation_seeded_globally(nb: Notebook) -> Notebook:
    """Each class is preceded by a seed, and its experiments draw from NumPy's global stream."""
    for question in ("q1", "q2", "q3"):
        nb.prepend(
            question, "import numpy as np\ntorch.manual_seed(42); np.random.seed(42)\nnoise = np.random.rand(3)\n"
        )
    return nb


@BANK.add()
def evaluation_cell_after_each_check(nb: Notebook) -> Notebook:
    """After each check the model is evaluated with everything switched off that can be."""
    text = "torch.set_grad_enabled(False)\nmodel = ModelBaseline().eval()\nfor weight in model.parameters():\n"
    text += "    weight.requires_grad_(False)\nprint(model(torch.rand(2, 3, 32, 32)).argmax(1))\n"
    return nb.after("check q1", text).after("check q2", text).after("check q3", text)
