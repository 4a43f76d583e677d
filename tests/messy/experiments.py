"""Experiments of the student's own: they cost time and memory, never end or break, and earn and cost no point."""

from tests.messy.answers import NOT_RESCALED
from tests.messy.files import SCALE_LOST, Bank
from tests.messy.notebook import Notebook

BANK = Bank()

RATES = ("1e-2", "3e-3", "1e-3", "3e-4", "1e-4", "3e-5", "1e-5", "3e-6")
FIT = "fit(ModelBaseline(), *load_small(), epochs=60)\n"


def training(rate: str = "1e-3", epochs: int = 60) -> str:
    """Return a cell with a training loop of the student's own: a minute of work on a laptop."""
    return f"""train_data, test_data = load_small()
net = ModelBaseline()
opt = torch.optim.Adam(net.parameters(), lr={rate})
for epoch in range({epochs}):
    order = torch.randperm(len(train_data))
    for start in range(0, len(order), 32):
        batch = order[start:start + 32]
        loss = nn.functional.cross_entropy(net(normalize(train_data.images[batch])), train_data.labels[batch])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(epoch, loss.item(), evaluate(net, test_data))
"""


@BANK.add(busy=True)
def one_own_training(nb: Notebook) -> Notebook:
    """One training loop between the tasks."""
    return nb.after("check q1", training())


@BANK.add(busy=True)
def eight_own_trainings(nb: Notebook) -> Notebook:
    """A training loop for each of eight learning rates, before the second task."""
    return nb.after("check q1", *(training(rate) for rate in RATES))


@BANK.add(busy=True)
def twenty_own_trainings(nb: Notebook) -> Notebook:
    """Twenty training loops, spread over the whole notebook."""
    for role in ("check q1", "check q2", "check q3", "q1", "q2"):
        nb.after(role, *(training(rate) for rate in RATES[:4]))
    return nb


@BANK.add(busy=True)
def training_before_the_class(nb: Notebook) -> Notebook:
    """The cell of the second class begins with a training of the first."""
    return nb.prepend("q2", training())


@BANK.add(busy=True)
def training_after_the_class(nb: Notebook) -> Notebook:
    """Each class is trained in its own cell."""
    return nb.append("q1", FIT).append("q2", FIT)


@BANK.add(points=SCALE_LOST, busy=True)
def training_at_home_and_a_real_mistake(nb: Notebook) -> Notebook:
    """A long training, then a layer that is never rescaled: the mistake is judged for itself."""
    return nb.after("check q1", training()).set("q3", NOT_RESCALED)


@BANK.add(busy=True)
def grid_search_over_activations(nb: Notebook) -> Notebook:
    """All activations of PyTorch are compared, each with four learning rates."""
    text = (
        "for act in (nn.ReLU, nn.ELU, nn.SELU, nn.GELU, nn.Tanh, nn.Mish):\n    for lr in (1e-2, 1e-3, 1e-4, 1e-5):\n"
    )
    return nb.after("check q2", f"{text}        fit(ModelBaseline(activation=act), *load_small(), epochs=20, lr=lr)\n")


@BANK.add(busy=True)
def endless_loop(nb: Notebook) -> Notebook:
    """A cell that keeps the kernel alive for ever."""
    return nb.after("check q1", "while True:\n    pass\n")


@BANK.add(busy=True)
def endless_loop_before_the_class(nb: Notebook) -> Notebook:
    """The loop that waits for a better accuracy stands in the cell of the class, before it."""
    return nb.prepend("q2", "acc = 0.5\nwhile acc < 0.9:\n    acc = max(acc, 0.5)\n")


@BANK.add(busy=True)
def endless_sleep(nb: Notebook) -> Notebook:
    """A cell that sleeps for ever, so that Colab does not disconnect."""
    return nb.after("check q1", "import time\nwhile True:\n    time.sleep(1)\n")


@BANK.add(busy=True)
def endless_loop_that_catches_everything(nb: Notebook) -> Notebook:
    """A loop that tries again after every error, the interruption included."""
    return nb.after(
        "q1", "while True:\n    try:\n        while True:\n            pass\n    except:\n        continue\n"
    )


@BANK.add(busy=True)
def long_work_in_one_call(nb: Notebook) -> Notebook:
    """A product of large matrices that no signal interrupts between two lines of Python."""
    return nb.after("check q1", "a = torch.rand(6000, 6000)\nfor _ in range(200):\n    a = a @ a / a.norm()\n")


@BANK.add()
def large_tensor(nb: Notebook) -> Notebook:
    """Three gigabytes are asked for in the cell of the class, and more in a cell of its own."""
    return nb.append("q1", "big = torch.ones(800_000_000)\n").after(
        "check q1", "x = [bytearray(2**28) for _ in range(40)]\n"
    )


@BANK.add()
def memory_filled_before_the_class(nb: Notebook) -> Notebook:
    """All of CIFAR-10 as float64 is made by hand before the class."""
    return nb.prepend("q2", "images = torch.zeros(50_000, 3, 32, 32, dtype=torch.float64) + 1\n")


@BANK.add()
def endless_recursion(nb: Notebook) -> Notebook:
    """A function that calls itself without end, in the cell of the class and with a higher limit in another."""
    nb.prepend("q1", "def depth(n):\n    return depth(n + 1)\n\n\ndepth(0)\n")
    return nb.after("check q1", "import sys\nsys.setrecursionlimit(10**6)\ndepth(0)\n")


@BANK.add()
def huge_output(nb: Notebook) -> Notebook:
    """A whole data set is printed, in one line and in a million."""
    return nb.append("q1", "print('x' * 10**8)\n").after(
        "check q1", "for number in range(10**6):\n    print(number, 'ok')\n"
    )


@BANK.add()
def threads_left_running(nb: Notebook) -> Notebook:
    """Threads are started and never ended: one that waits, one that prints, a pool."""
    text = "import threading, time\nfrom concurrent.futures import ThreadPoolExecutor\n"
    text += "threading.Thread(target=time.sleep, args=(3600,)).start()\n"
    text += "def log():\n    while True:\n        time.sleep(5)\n        print('alive')\n\n\n"
    text += "threading.Thread(target=log).start()\n"
    return nb.after(
        "check q1", text + "pool = ThreadPoolExecutor(4)\nfutures = [pool.submit(time.sleep, 600) for _ in 'abcd']\n"
    )


@BANK.add()
def processes_for_the_data(nb: Notebook) -> Notebook:
    """Batches come from processes of their own."""
    text = "from torch.utils.data import DataLoader, TensorDataset\nset_ = TensorDataset(torch.rand(64, 3, 32, 32))\n"
    text += "for (batch,) in DataLoader(set_, 16, num_workers=2, persistent_workers=True):\n    print(batch.shape)\n"
    return nb.after("check q1", text).after(
        "check q2", "import multiprocessing\nmultiprocessing.Pool(2).map(abs, [1, 2])\n"
    )


@BANK.add(busy=True)
def compiled_model(nb: Notebook) -> Notebook:
    """The model is compiled, exported and scripted in an experiment."""
    text = "model = torch.compile(ModelBaseline())\nprint(model(torch.zeros(2, 3, 32, 32)).shape)\n"
    return nb.after("check q1", text, "torch.jit.trace(ModelBaseline(), torch.zeros(1, 3, 32, 32)).save('m.pt')\n")


@BANK.add()
def files_written_everywhere(nb: Notebook) -> Notebook:
    """Checkpoints and plots are saved beside the notebook, in folders and in the home folder."""
    text = "import os, pathlib\nos.makedirs('runs/1', exist_ok=True)\nnet = ModelBaseline()\n"
    text += "torch.save(net.state_dict(), 'runs/1/m.pt')\n"
    text += "net.load_state_dict(torch.load('runs/1/m.pt'))\n(pathlib.Path.home() / 'log.txt').write_text('x')\n"
    return nb.append("q1", text).after("check q1", "open('/content/log.txt', 'w').write('x')\n")


@BANK.add()
def disk_filled(nb: Notebook) -> Notebook:
    """A checkpoint is saved after every step, until the disk is full."""
    text = "import os\nfor step in range(400):\n    torch.save(ModelBaseline().state_dict(), f'step{step}.pt')\n"
    return nb.after("check q1", text)


@BANK.add()
def notebook_checks_itself(nb: Notebook) -> Notebook:
    """All checks once more at the end, three times over."""
    return nb.end(*(f"grader.check('{name}')\n" for name in ("q1", "q2", "q3") * 3), "grader.check_all()\n")


@BANK.add(busy=True)
def search_stopped_by_hand(nb: Notebook) -> Notebook:
    """A search that the student stopped by hand sets a constant of the class: no analysis can leave it out."""
    nb.before("q1", "best = 0\nwhile best < 0.99:\n    HIDDEN = 128\n    best = max(best, 0.5)\n")
    return nb.set("q1", nb.answers.q1.replace("128", "HIDDEN"))
