"""Memory and files of a worker are watched on a clock, and what has no name in a folder counts."""

import gc
import mmap
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox.processes import memory_mib, nameless_mib, wants_processor
from autograder.sandbox.watcher import Watcher
from autograder.sandbox.worker_process import WorkerProcess
from tests.course import SEMINAR
from tests.sandbox.conftest import TIGHT, Sandbox

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the watch is Linux's")

UNLINKED = """
import os, time
kept = []
for number in range(250):
    kept.append(os.open(str(number), os.O_RDWR | os.O_CREAT))
    os.unlink(str(number))
    for _ in range(16):
        os.write(kept[-1], bytes(1 << 20))
"""


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    """A process in a session of its own that sleeps."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True) as process:
        yield process
        process.kill()


def test_process_is_ended_without_anybody_waiting_for_it(sleeper: subprocess.Popen[bytes]) -> None:
    """As soon as something is too much; what it was is kept."""
    looks = iter(["", "", "memory above 1 MiB"])
    watcher = Watcher(sleeper.pid, None)
    watcher.watch(lambda: next(looks))
    assert sleeper.wait(20) == -9
    watcher.stop()
    assert watcher.found == "memory above 1 MiB"


def test_stopped_watcher_ends_nothing(sleeper: subprocess.Popen[bytes]) -> None:
    """The number of the process may be another one's by then."""
    watcher = Watcher(sleeper.pid, None)
    watcher.stop()
    watcher.watch(lambda: "too much")
    watcher.join(5)
    assert sleeper.poll() is None


def test_files_without_a_name_count(tmp_path: Path) -> None:
    """Open ones and mapped ones, each once."""
    before = nameless_mib(os.getpid())
    with (tmp_path / "file").open("w+b") as file:
        (tmp_path / "file").unlink()
        file.write(os.urandom(3 << 20))
        file.flush()
        twice = os.dup(file.fileno())
        mapped = mmap.mmap(file.fileno(), 3 << 20)
        os.fsync(file.fileno())
        assert nameless_mib(os.getpid()) - before == pytest.approx(3, abs=0.1)
        os.close(twice)
        mapped.close()


def test_page_tables_count() -> None:
    """Reading what was never written takes no page for itself, and tables all the same."""
    before = memory_mib(os.getpid())
    area = mmap.mmap(-1, 8 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)
    for start in range(0, 8 << 30, 2 << 20):
        area[start]
    grown = memory_mib(os.getpid()) - before
    area.close()
    assert grown > 10, f"{grown:.1f} MiB for 4096 tables of 4 KiB"


@pytest.mark.parametrize("without", [(), ("mounts",)], ids=["a file system of its own", "a folder of the machine"])
def test_unlinked_files_do_not_fill_the_disk(sandbox: Sandbox, without: tuple[str, ...]) -> None:
    """250 descriptors of 16 MiB each, none of which has a name: the kernel or the watch stops them."""
    if without and os.geteuid() != 0:
        pytest.skip("an ordinary user does not see the files of a worker")
    submission = sandbox(UNLINKED, budgets=TIGHT, without=without)
    submission.subject("q1", 0)
    told = [failure.error for failure in submission.steps.failures.values()]
    told += [str(error) for error in submission.steps.ended.values()]
    assert any("No space left" in error or "files above 64 MiB" in error for error in told), told


def test_time_of_a_look_is_short() -> None:
    """Ten times a second costs little."""
    started = time.process_time()
    for _ in range(20):
        nameless_mib(os.getpid())
        memory_mib(os.getpid())
    assert (time.process_time() - started) / 20 < 0.1


def test_worker_that_nobody_closes_is_ended() -> None:
    """Its watch does not keep it alive."""
    worker = WorkerProcess(SEMINAR, TIGHT)
    worker.wait_until_ready()
    pid, watcher = worker._process.pid, worker._watcher
    del worker
    gc.collect()
    watcher.join(5)
    assert not watcher.is_alive()
    deadline = time.monotonic() + 5  # Linux takes a moment to end what has been killed
    while wants_processor(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert wants_processor(pid) is False
    assert memory_mib(pid) == 0
