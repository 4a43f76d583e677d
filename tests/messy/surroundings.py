"""Notebooks of other machines: packages, folders, displays, graphics cards and networks that grading does not have."""

from tests.messy.files import FULL, SPELLING, Bank
from tests.messy.notebook import Notebook

BANK = Bank()


@BANK.add(says=("google.colab",))
def colab_drive_mounted_first(nb: Notebook) -> Notebook:
    """Colab: the drive is mounted in the lines before the imports."""
    return nb.begin("from google.colab import drive\ndrive.mount('/content/drive')\n")


@BANK.add(says=("google.colab",))
def colab_files_uploaded_first(nb: Notebook) -> Notebook:
    """Colab: a file is uploaded, and its name is the first of a dict's keys."""
    text = "from google.colab import files\nuploaded = files.upload()\nfilename = list(uploaded.keys())[0]\n"
    return nb.begin(text)


@BANK.add()
def colab_folder_made_current(nb: Notebook) -> Notebook:
    """Colab: folders under /content are made and entered before the imports."""
    return nb.begin("import os\nos.makedirs('/content/models', exist_ok=True)\nos.chdir('/content')\n")


@BANK.add()
def kaggle_inputs_listed(nb: Notebook) -> Notebook:
    """Kaggle's first cell, and a table read from its inputs in the cell of the class."""
    walk = "import os\nfor dirname, _, filenames in os.walk('/kaggle/input'):\n    for filename in filenames:\n"
    nb.before("imports", f"{walk}        print(os.path.join(dirname, filename))\n")
    return nb.prepend("q1", "import pandas as pd\ntable = pd.read_csv('/kaggle/input/cifar-10/trainLabels.csv')\n")


def _lacking(package: str, lines: str, name: str) -> None:
    """Register a notebook that begins with lines which need a package that grading lacks."""

    def make(nb: Notebook) -> Notebook:
        return nb.begin(lines)

    make.__doc__ = f"The import cell begins with `{package}`, which the student's machine has and grading lacks."
    BANK.add(name, says=(package,))(make)


_lacking("seaborn", "import seaborn as sns\nsns.set_theme()\nimport numpy as np\n", "seaborn_first")
_lacking("einops", "from einops import rearrange\nfrom einops.layers.torch import Rearrange\n", "einops_first")
_lacking("pytorch_lightning", "import pytorch_lightning as pl\npl.seed_everything(42)\n", "lightning_first")
_lacking("torchsummary", "from torchsummary import summary\n", "torchsummary_first")
_lacking("wandb", "import wandb\nwandb.login()\nrun = wandb.init(project='cnn')\nwandb.log({'epoch': 0})\n", "wandb")
_lacking("sklearn", "from sklearn.metrics import accuracy_score\nfrom sklearn.manifold import TSNE\n", "sklearn_first")
_lacking("cv2", "import cv2, torch\ncv2.setNumThreads(0)\n", "two_modules_in_one_import")
_lacking("tensorboard", "from torch.utils.tensorboard import SummaryWriter\nwriter = SummaryWriter()\n", "tensorboard")
_lacking(
    "albumentations", "import albumentations as A\npipe = A.Compose([A.HorizontalFlip(p=0.5)])\n", "albumentations"
)
_lacking(
    "my_utils", "from my_utils import *\nfrom my_utils import plot_history\nset_seed(42)\n", "own_module_left_at_home"
)


@BANK.add(says=("lightning",))
def base_class_of_a_lacking_package(nb: Notebook) -> Notebook:
    """An experiment inherits from a class of a package that grading lacks."""
    text = "import lightning as L\n\n\nclass Lit(L.LightningModule):\n    def __init__(self):\n"
    text += "        super().__init__()\n        self.model = ModelBaseline()\n\n\nlit = Lit()\n"
    return nb.after("check q1", text)


@BANK.add(says=("jaxtyping",))
def annotations_of_a_lacking_package(nb: Notebook) -> Notebook:
    """The answer itself names a package that grading lacks, in annotations alone."""
    nb.begin("from jaxtyping import Float\nfrom torch import Tensor\n")
    source = nb.answers.q3
    for name in ("x", "images"):
        annotated = f"{name}: Float[Tensor, 'n c h w']) -> Float[Tensor, 'n c h w']:"
        source = source.replace(f"def forward(self, {name}):", f"def forward(self, {annotated}")
    return nb.set("q3", source)


@BANK.add(points={**FULL, "q3": 0.0}, says=("einops",), never=SPELLING)
def answer_needs_a_lacking_package(nb: Notebook) -> Notebook:
    """The layer calls a package that grading lacks, so that q3 cannot be judged right; the other answers can."""
    head = nb.answers.q3.split("    def forward")[0]
    mask = "mask = rearrange(torch.rand(x.shape[:2]) >= self.p, 'n c -> n c 1 1')"
    body = f"        {mask}\n        return x * mask / (1 - self.p) if self.training else x\n"
    return nb.begin("from einops import rearrange\n").set("q3", f"{head}    def forward(self, x):\n{body}")


@BANK.add()
def interactive_backend(nb: Notebook) -> Notebook:
    """A desktop: plots in windows of Tk."""
    return nb.begin("import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\nplt.ion()\n")


@BANK.add()
def plot_style_of_another_machine(nb: Notebook) -> Notebook:
    """A style sheet and a font of the student's machine, before the imports."""
    return nb.begin(
        "import matplotlib.pyplot as plt\nplt.style.use('my-dark-style')\nplt.rcParams['font.family'] = 'Segoe UI'\n"
    )


@BANK.add()
def windows_path_in_the_cell(nb: Notebook) -> Notebook:
    """A file on the student's disk is read before the class, in its cell."""
    text = (
        "import numpy as np\nlabels = np.loadtxt(r'D:\\учёба\\labels.csv', delimiter=',')\nclasses = labels.max() + 1\n"
    )
    return nb.prepend("q2", text)


@BANK.add()
def checkpoint_loaded_in_the_cell(nb: Notebook) -> Notebook:
    """Weights of an earlier evening are loaded after the class, in its cell."""
    return nb.append("q1", "best = ModelBaseline()\nbest.load_state_dict(torch.load('best.pth'))\nbest.eval()\n")


@BANK.add()
def data_downloaded_by_torchvision(nb: Notebook) -> Notebook:
    """CIFAR-10 is downloaded in the cell of the class, where grading has no network."""
    text = "import torchvision\ntrainset = torchvision.datasets.CIFAR10('./data', train=True, download=True)\n"
    return nb.prepend("q1", text + "trainloader = torch.utils.data.DataLoader(trainset, 64, num_workers=2)\n")


@BANK.add()
def data_downloaded_by_urllib(nb: Notebook) -> Notebook:
    """An archive is downloaded before the imports."""
    text = "import urllib.request\nurllib.request.urlretrieve('https://example.org/cifar.tgz', 'cifar.tgz')\n"
    return nb.begin(text + "import tarfile\ntarfile.open('cifar.tgz').extractall()\n")


@BANK.add()
def pretrained_weights_downloaded(nb: Notebook) -> Notebook:
    """A pretrained network is fetched to compare with, in the cell of the layer."""
    return nb.prepend("q3", "from torchvision.models import resnet18\nteacher = resnet18(weights='DEFAULT').eval()\n")


@BANK.add()
def login_that_retries(nb: Notebook) -> Notebook:
    """A token is asked for until it works, which is never where nobody answers."""
    text = "from getpass import getpass\ntoken = ''\nwhile len(token) < 8:\n    token = getpass('Token: ')\n"
    return nb.prepend("q2", text)


@BANK.add()
def name_asked_for(nb: Notebook) -> Notebook:
    """The student's name and group are asked for in the cell of the class."""
    return nb.prepend("q1", "name = input('Name: ')\ngroup = int(input('Group: '))\nprint(name.title(), group)\n")


@BANK.add()
def cuda_tensor_in_the_cell(nb: Notebook) -> Notebook:
    """A tensor is moved to the graphics card before the class, in its cell."""
    return nb.prepend("q3", "device = torch.device('cuda')\nprobe = torch.ones(2, 4, 3, 3).to(device)\nprobe.shape\n")


@BANK.add()
def cuda_model_after_the_class(nb: Notebook) -> Notebook:
    """The model goes to the graphics card right after its class, and a summary of it is printed."""
    return nb.append("q1", "model = ModelBaseline().cuda()\nprint(model(torch.zeros(1, 3, 32, 32).cuda()).shape)\n")


@BANK.add()
def cuda_required_first(nb: Notebook) -> Notebook:
    """The notebook insists on a graphics card before anything else."""
    return nb.begin("import torch\nassert torch.cuda.is_available(), 'switch the GPU on'\ntorch.cuda.set_device(0)\n")


@BANK.add()
def cuda_device_chosen_by_environment(nb: Notebook) -> Notebook:
    """The second graphics card of a shared server is chosen, and cuDNN is tuned."""
    text = "import os\nos.environ['CUDA_VISIBLE_DEVICES'] = '1'\nos.environ['OMP_NUM_THREADS'] = '64'\nimport torch\n"
    return nb.begin(text + "torch.backends.cudnn.benchmark = True\nprint(torch.cuda.get_device_name(0))\n")


@BANK.add()
def device_constant_used_by_the_answer(nb: Notebook) -> Notebook:
    """The usual line that takes the graphics card if there is one, and an answer that uses it."""
    nb.before("q1", "DEVICE = torch.device('cuda' if torch.cuda.is_available() else 'cpu')\nprint(DEVICE)\n")
    source = nb.answers.q1.replace("(self, x):\n", "(self, x):\n        x = x.to(DEVICE)\n")
    return nb.set("q1", source.replace("(self, images):\n", "(self, images):\n        images = images.to(DEVICE)\n"))


@BANK.add(points={**FULL, "q3": 0.0}, says=("GPU",), never=SPELLING)
def answer_needs_a_gpu(nb: Notebook) -> Notebook:
    """The layer makes its mask on the graphics card whatever the input: wrong, and the feedback must say what is so."""
    mask = "torch.rand(x.shape[0], x.shape[1], 1, 1, device='cuda') > self.p"
    head = nb.answers.q3.split("    def forward")[0]
    body = f"        if not self.training:\n            return x\n        return x * ({mask}) / (1 - self.p)\n"
    return nb.set("q3", f"{head}    def forward(self, x):\n{body}")


@BANK.add()
def widgets_before_the_class(nb: Notebook) -> Notebook:
    """Sliders and a progress bar of the notebook's own, in the cell of the class."""
    text = "import ipywidgets as widgets\nfrom tqdm.notebook import tqdm\nslider = widgets.FloatSlider(value=0.2)\n"
    return nb.prepend("q3", text + "display(slider)\nfor _ in tqdm(range(3)):\n    pass\n")


@BANK.add()
def apple_device(nb: Notebook) -> Notebook:
    """A Mac: the model is moved to `mps` in the cell of the class."""
    return nb.append("q2", "model = ModelBaseline().to('mps')\nprint(next(model.parameters()).device)\n")


@BANK.add()
def numbers_of_an_absent_package(nb: Notebook) -> Notebook:
    """Settings of a service for experiments are read, computed with and printed around the answers."""
    nb.begin(
        "import wandb\nrun = wandb.init(project='cnn')\nrate = wandb.config.lr * 2 + 1\nprint(f'{rate}', rate < 3)\n"
    )
    return nb.after("q3", "wandb.log({'p': float(wandb.config.p)})", "print(round(rate, 2), -rate / 3)")
