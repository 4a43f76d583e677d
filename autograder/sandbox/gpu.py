"""The graphics card that training runs may use: what of it a worker must see, and whose turn it is.

The process that grades never opens it: what is known here comes from device files and from NVML, which makes no CUDA
context. A worker that is given one opens it in its own process, after the fork and behind all layers.
"""

import contextlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import torch
from filelock import FileLock, Timeout

from autograder.errors import GraderError
from autograder.grading import MIB, Budgets, DeviceChoice

# Of the first card and of the driver: nothing that shows a picture, no card for another one's memory.
CONTROL = ("/dev/nvidiactl", "/dev/nvidia-uvm")
CARD = "/dev/nvidia{number}"
# What the driver's library reads before it opens a card.
FACTS = (
    *("/proc/driver/nvidia", "/proc/devices", "/sys/module/nvidia", "/sys/module/nvidia_uvm", "/sys/bus/pci/devices"),
    *("/sys/devices/system/node", "/sys/devices/system/memory", "/usr/local/nvidia", "/etc/nvidia"),
)
# Of a worker with a card, beside the number of that.
VARIABLES = {
    "CUDA_VISIBLE_DEVICES": "0",  # it sees no other, so whatever its number is here, there it is the first
    "CUDA_CACHE_DISABLE": "1",
    "CUBLAS_WORKSPACE_CONFIG": ":4096:8",  # sums in one order
}
WAIT_SECONDS, LOOK_SECONDS = 120.0, 0.2


@dataclass(frozen=True)
class Gpu:
    """A card as a worker gets it.

    files: devices that a worker may read, write and command. facts: files and folders that it may read. variables: of
    its environment; without COURSE_GPU training runs stay on the CPU, for tests. memory_mib: of the card, 0 where
    that is unknown. host_mib: what the driver takes of the machine's memory for one worker.
    """

    files: tuple[str, ...]
    facts: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    memory_mib: float = 0
    host_mib: float = 4096

    def places(self, budgets: Budgets) -> int:
        """Return how many workers may use the card at a time, each with gpu_mib of it."""
        return max(int(self.memory_mib // budgets.gpu_mib), 1)

    @contextlib.contextmanager
    def turn(self, budgets: Budgets, seconds: float = WAIT_SECONDS) -> Iterator[None]:
        """Keep one of the places on the card, among all graders of this user; raise CardBusy after `seconds`.

        Raises CardBroken where another user has put something in the place of the folder for that.
        """
        folder = Path(tempfile.gettempdir()) / f"autograder-gpu-{os.getuid()}"
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise CardBroken(f"{folder} is not a folder of this user: remove it")
        locks = [FileLock(folder / f"{number}.lock") for number in range(self.places(budgets))]
        deadline = time.monotonic() + seconds
        while (taken := _first_free(locks)) is None:
            if time.monotonic() >= deadline:
                raise CardBusy
            time.sleep(LOOK_SECONDS)
        try:
            yield
        finally:
            taken.release()


class CardBusy(Exception):
    """Others have used all places on the card for too long."""


class CardBroken(Exception):
    """A worker that is given the card does not start, or cannot be confined."""


def _first_free(locks: list[FileLock]) -> FileLock | None:
    for lock in locks:
        with contextlib.suppress(Timeout):
            lock.acquire(timeout=0)
            return lock
    return None


def gpu_for(asked: DeviceChoice) -> Gpu | None:
    """Return the card for training runs, None where they happen on the CPU.

    Raises GraderError when a card was asked for and there is none that a worker can use.
    """
    if asked == "cpu":
        return None
    found = find_gpu()
    if found is None and asked == "cuda":
        raise GraderError(
            "--device cuda: there is no NVIDIA card here that torch can use (see nvidia-smi and "
            "`python -c 'import torch; print(torch.version.cuda)'`); --device auto goes on without one"
        )
    return found


@cache
def find_gpu() -> Gpu | None:
    """Return the first card of this machine, None where there is none, or torch is built without CUDA."""
    number = os.environ.get("CUDA_VISIBLE_DEVICES", "0").split(",")[0].strip()
    if torch.version.cuda is None or not number.isdecimal():
        return None
    files = (*CONTROL, CARD.format(number=number))
    if not all(os.access(name, os.R_OK | os.W_OK) for name in files):
        return None
    facts = tuple(name for name in FACTS if os.path.exists(name))
    return Gpu(files, facts, {**VARIABLES, "COURSE_GPU": number}, _card_mib(int(number)))


def used_mib(pid: int) -> float:
    """Return what a process takes of cards' memory, 0 when unknown."""
    nvml = _nvml()
    if nvml is None:
        return 0.0
    used = 0.0
    with contextlib.suppress(nvml.NVMLError):
        for number in range(nvml.nvmlDeviceGetCount()):
            card = nvml.nvmlDeviceGetHandleByIndex(number)
            for process in nvml.nvmlDeviceGetComputeRunningProcesses(card):
                used += (process.usedGpuMemory or 0) / MIB if process.pid == pid else 0.0
    return used


def _card_mib(number: int) -> float:
    nvml = _nvml()
    if nvml is None:
        return 0.0
    with contextlib.suppress(nvml.NVMLError):
        return nvml.nvmlDeviceGetMemoryInfo(nvml.nvmlDeviceGetHandleByIndex(number)).total / MIB
    return 0.0


@cache
def _nvml() -> Any:
    """Return the module that speaks to NVML, None where it is not installed or finds no driver."""
    try:
        import pynvml
    except ImportError:
        return None
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:
        return None
    return pynvml
