"""Training runs on a graphics card, tried without one: a card that is `/dev/full` to the layers and the CPU to torch.

Workers without a card may read that device and never write it, so what a submission can open tells which worker it is
in.
"""

import fcntl
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder.classroom.examine import Examiner
from autograder.classroom.task import Task, unpack
from autograder.course import Check, Question
from autograder.grading import Budgets
from autograder.judge import BROKEN, BUSY, ON_GPU, judge
from autograder.paths import ZIP_NAME
from autograder.sandbox.gpu import CardBroken, CardBusy, Gpu, find_gpu, gpu_for
from autograder.sandbox.submission import SandboxedSubmission
from autograder.trial import Build, Trial
from coursekit.errors import SubmissionError
from coursekit.feedback import failure
from tests.bank import case_called
from tests.course import SEMINAR
from tests.sandbox.conftest import TIGHT, notebook

CARD = Gpu(("/dev/full",))
# Says whether it can open the card for writing: 1 or 0.
LAYER = """
import torch
from torch import nn

class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        try:
            with open("/dev/full", "wb", buffering=0):
                return x * 0 + 1
        except OSError:
            return x * 0
"""
DIES_WITH_A_CARD = LAYER.replace("return x * 0 + 1", "import os; os._exit(1)")
BUILD = Build.of(SEMINAR, "secret")


def opens(subject: Any) -> float:
    """Return what LAYER says."""
    return float(subject.run(subject.make("SpatialDropout"), torch.ones(1), training=False).outputs[0])


def test_a_worker_opens_a_card_only_where_it_was_asked_for_with_one() -> None:
    """Before and after it, the same submission finds none."""
    with SandboxedSubmission(notebook(LAYER), SEMINAR, TIGHT, gpu=CARD) as submission:
        found = [opens(submission.subject("q3", 0, on_gpu=on_gpu)) for on_gpu in (False, True, False)]
    assert found == [0, 1, 0]


@pytest.mark.parametrize("without", ["landlock", "mounts"])
def test_each_layer_by_itself_keeps_the_card_from_workers_without_one(without: str) -> None:
    """Where the other one is missing; the card is a file that every user of the machine may read."""
    layers = frozenset({without})
    with tempfile.NamedTemporaryFile(dir="/tmp") as card:
        os.chmod(card.name, 0o644)
        source = LAYER.replace('open("/dev/full", "wb", buffering=0)', f"open({card.name!r})")
        gpu = replace(CARD, files=(card.name,))
        with SandboxedSubmission(
            notebook(source), SEMINAR, TIGHT, gpu=gpu, without=layers, unconfined=True
        ) as submission:
            assert [opens(submission.subject("q3", 0, on_gpu=on_gpu)) for on_gpu in (False, True)] == [0, 1]
            assert [name for name, layer in submission.layers.items() if not layer.held] == [without]


def test_what_a_submission_does_with_a_card_costs_it_no_time_on_the_cpu() -> None:
    """It dies there every time; the CPU's worker has all of its own time, and lives."""
    with SandboxedSubmission(notebook(DIES_WITH_A_CARD), SEMINAR, TIGHT, gpu=CARD) as submission:
        with pytest.raises(SubmissionError) as died:
            opens(submission.subject("q3", 0, on_gpu=True))
        assert died.value.code == "ended"
        assert opens(submission.subject("q3", 0)) == 0
        assert submission._left > TIGHT.submission_seconds - 1


def test_a_worker_that_does_not_start_with_its_card_costs_nothing() -> None:
    """As where a device file goes away, or the driver ends whoever opens it: the CPU's worker starts, and decides."""
    gone = replace(CARD, files=("/dev/full", "/dev/no-such-card"))
    with SandboxedSubmission(notebook(LAYER), SEMINAR, TIGHT, gpu=gone) as submission:
        with pytest.raises(CardBroken):
            submission.subject("q3", 0, on_gpu=True)
        assert opens(submission.subject("q3", 0)) == 0
    with CARD.turn(Budgets(), 0):
        pass  # its place is given back


SEES = """
import os
from torch import nn

FOUND = float(os.environ.get("CUDA_VISIBLE_DEVICES") or -1)

class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()

    def forward(self, x):
        return x * 0 + FOUND
"""


def test_a_worker_with_a_card_has_it_from_its_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it computes on the CPU before its training fixes how many cards torch can use: a backward pass does.

    Whichever card of the machine it has is the first that it sees, as in a container.
    """
    find_gpu.cache_clear()
    monkeypatch.setattr("autograder.sandbox.gpu.CONTROL", ())
    monkeypatch.setattr("autograder.sandbox.gpu.CARD", "/dev/full")
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3,1")
    found = find_gpu()
    find_gpu.cache_clear()
    assert found is not None
    assert found.variables["COURSE_GPU"] == "3"
    with SandboxedSubmission(notebook(SEES), SEMINAR, TIGHT, gpu=found) as submission:
        assert [opens(submission.subject("q3", 0, on_gpu=on_gpu)) for on_gpu in (False, True)] == [-1, 0]


def test_workers_take_turns_on_a_card() -> None:
    """As many at a time as its memory has places; whoever waits too long does without, and a place is given back."""
    small = replace(CARD, memory_mib=2 * Budgets().gpu_mib + 1)
    budgets = Budgets()
    assert small.places(budgets) == 2
    with small.turn(budgets, 0), small.turn(budgets, 0), pytest.raises(CardBusy), small.turn(budgets, 0):
        pytest.fail("a third one has a place")
    with small.turn(budgets, 0):
        pass


@pytest.mark.parametrize("kind", ["link", "file", "another's"])
def test_nobody_else_says_where_turns_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """The name is known and everybody may write in /tmp: whatever is there instead is not used, and the CPU decides."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder, target = tmp_path / f"autograder-gpu-{os.getuid()}", tmp_path / "target"
    target.mkdir()
    if kind == "link":
        folder.symlink_to(target)
    elif kind == "file":
        folder.touch()
    else:
        another = os.getuid() + 1
        monkeypatch.setattr("autograder.sandbox.gpu.os.getuid", lambda: another)
        (tmp_path / f"autograder-gpu-{another}").mkdir()
    with pytest.raises(CardBroken, match="remove it"), CARD.turn(Budgets(), 0):
        pytest.fail("a turn was kept there")
    assert not [*target.iterdir()]


def test_auto_is_the_cpu_where_there_is_no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """`cuda` says in one line that there is none."""
    monkeypatch.setattr("autograder.sandbox.gpu.find_gpu", lambda: None)
    assert gpu_for("auto") is None
    assert gpu_for("cpu") is None
    with pytest.raises(Exception, match="there is no NVIDIA card here"):
        gpu_for("cuda")


def question(check: Callable[[Any, Trial], None]) -> Question:
    """Return a question of one check that may be tried on a card."""
    return Question(
        name="q3", answer="SpatialDropout", points=1, checks=(Check(name="core", function=check, share=1, on_gpu=True),)
    )


def refuse_on(*, gpu: bool, cpu: bool) -> Callable[[Any, Trial], None]:
    """Return a check that fails on a card, on the CPU, or on both, and measures where it ran."""

    def check(subject: Any, trial: Trial) -> None:
        trial.measured["device"] = [float(trial.on_gpu)]
        if gpu if trial.on_gpu else cpu:
            raise failure("not_a_tensor", got="nothing")

    return check


@pytest.mark.parametrize("gpu", [False, True])
@pytest.mark.parametrize("cpu", [False, True])
def test_only_a_pass_counts_on_a_card(gpu: bool, cpu: bool) -> None:
    """What fails there is judged on the CPU, and what the CPU says is the mark, with its numbers."""
    found = judge(question(refuse_on(gpu=gpu, cpu=cpu)), lambda seed: None, BUILD, on_gpu=lambda seed: None)
    assert (found.verdicts["core"] is None) is (not gpu or not cpu)
    assert found.devices["core"] == ("not_a_tensor" if gpu else ON_GPU)
    assert found.measured["device"] == [float(not gpu)]


@pytest.mark.parametrize(("trouble", "told"), [(CardBusy, BUSY), (CardBroken, BROKEN)])
def test_a_card_that_cannot_be_had_is_done_without(trouble: type[Exception], told: str) -> None:
    """The mark is the CPU's, and the results say why."""

    def without(seed: int) -> Any:
        raise trouble

    found = judge(question(refuse_on(gpu=True, cpu=False)), lambda seed: None, BUILD, on_gpu=without)
    assert found.verdicts["core"] is None
    assert found.devices["core"] == told


def test_without_a_card_nothing_is_tried_twice() -> None:
    """And no result says anything of devices."""
    found = judge(question(refuse_on(gpu=True, cpu=False)), lambda seed: None, BUILD)
    assert not found.devices


COMMANDS = """
import fcntl, torch
from torch import nn

def command(number):
    with open("/dev/full", "rb") as device:
        try:
            fcntl.ioctl(device, number, bytes(8))
        except OSError as error:
            return error.errno
    return 0

class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()

    def forward(self, x):
        return torch.tensor([float(command(number)) for number in {numbers}])
"""
EPERM, ENOTTY = 1.0, 25.0
DRIVER, MEMORY, BEGIN = 0xC0004600 | 8 << 16 | 0x2A, 27, 0x30000001
TIOCSTI, TIOCSETD, BLKDISCARD = 0x5412, 0x5423, 0x1277


def test_commands_to_a_driver_pass_with_a_card_alone() -> None:
    """The device has none of them ("not a typewriter"); without a card, or of another kind, they are refused."""
    numbers = (DRIVER, MEMORY, BEGIN, TIOCSTI, TIOCSETD, BLKDISCARD, fcntl.F_SETLEASE | 0x10000)
    source = COMMANDS.replace("{numbers}", str(numbers))
    with SandboxedSubmission(notebook(source), SEMINAR, TIGHT, gpu=CARD) as submission:
        with_card, without = _numbers(submission, on_gpu=True), _numbers(submission, on_gpu=False)
    assert with_card == [ENOTTY] * 3 + [EPERM] * 4
    assert without == [EPERM] * 7


def _numbers(submission: SandboxedSubmission, *, on_gpu: bool) -> list[float]:
    subject = submission.subject("q3", 0, on_gpu=on_gpu)
    return list(subject.run(subject.make("SpatialDropout"), torch.ones(1), training=False).outputs[0].tolist())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "told"), [("correct/q1_normal_initialisation", ON_GPU), ("wrong/q1_frozen_convs", "accuracy_low")]
)
def test_a_class_has_the_same_results_with_a_card(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    """To the letter, but for the line that says where q4 was decided."""
    examiner = Examiner(unpack(built / ZIP_NAME, tmp_path / "zip"))
    source = case_called(name).source().encode()
    without = examiner.examine(Task("work.py", source, "en", unconfined=False))["results"]
    monkeypatch.setattr("autograder.classroom.examine.gpu_for", lambda device: CARD)
    with_card = examiner.examine(Task("work.py", source, "en", unconfined=False, device="auto"))["results"]
    assert with_card["extra_data"].pop("devices") == {"q4.accuracy": told}
    assert with_card["tests"] == without["tests"]
