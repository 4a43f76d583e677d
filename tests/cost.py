"""What each test costs: processor seconds of its process and of all that this one has started.

Wall time would fail a test because the machine is busy; processor seconds do not. A test whose own part (not its
fixtures) takes more than MOST fails, unless it is marked `slow` or `benchmark`: then a person need not wait for it.
`--costs=FILE` writes a table of all tests, for whoever looks for what takes long; sums by folder are printed.
"""

import contextlib
import csv
import os
from collections import defaultdict
from collections.abc import Generator, Iterable
from pathlib import Path

import pytest

# Processor seconds of one test. Ten of a machine that has nothing else to do: two processes on shared cores took up to
# 2.5 times as many for the same work.
MOST = 25.0
EXEMPT = ("slow", "benchmark")
TICKS = os.sysconf("SC_CLK_TCK")
PHASES = ("setup", "call", "teardown")
Costs = dict[tuple[str, str], float]
BEFORE = pytest.StashKey[float]()


def has_children() -> bool:
    """Return whether this process has started others that it still knows."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def tree_seconds() -> float:
    """Return the processor seconds so far of this process, of those below it, and of those that they waited for."""
    times = os.times()
    own = times.user + times.system + times.children_user + times.children_system
    return own + _running_below() if has_children() else own


def _running_below() -> float:
    """Return the processor seconds of the running processes below this one, which Linux lists thread by thread.

    This is asked three times for each of thousands of tests: to read the table of all processes instead took a minute.
    """
    below, seconds = _children(os.getpid()), 0.0
    while below:
        pid = below.pop()
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        seconds += sum(map(int, fields[11:15])) / TICKS
        below += _children(pid)
    return seconds


def _children(pid: int) -> list[int]:
    """Return the processes that the threads of one have started; none when it has just ended."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            found += map(int, Path(f"/proc/{pid}/task/{thread}/children").read_text(encoding="ascii").split())
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Begin to count where the last phase of the test before ended."""
    item.stash[BEFORE] = tree_seconds()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the cost of a phase into its report, and let a test fail that passed and is too expensive."""
    report = yield
    now = tree_seconds()
    # A process that nobody waits for takes its seconds with it. A report takes its attributes from worker to parent.
    report.cost = max(0.0, now - item.stash[BEFORE])  # type: ignore[attr-defined]
    item.stash[BEFORE] = now
    exempt = any(item.get_closest_marker(name) for name in EXEMPT)
    if report.when == "call" and report.passed and not exempt and report.cost > MOST:
        report.outcome = "failed"
        report.longrepr = complaint(report.cost)
    return report


def complaint(cost: float) -> str:
    """Return what is said of a test that is too expensive."""
    return (
        f"This test took {cost:.1f} s of the processor, more than {MOST:g} s: make it smaller, let it share what other "
        "tests have computed, or mark it `slow` and keep a small one of its kind."
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the name of a table."""
    parser.addoption("--costs", metavar="FILE", type=Path, help="write the processor seconds of each test to a table")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write the table and print sums by folder, if this was asked for."""
    path: Path | None = config.getoption("--costs")
    if path is not None:
        reports = [report for group in terminalreporter.stats.values() for report in group]
        costs: Costs = {(report.nodeid, report.when): report.cost for report in reports if hasattr(report, "cost")}
        write_table(path, costs)
        for line in sums(costs):
            terminalreporter.write_line(line)


def write_table(path: Path, costs: Costs) -> None:
    """Write one row for each test, the most expensive first."""
    spent = {test: [round(costs.get((test, phase), 0.0), 2) for phase in PHASES] for test, _ in costs}
    dearest = sorted(spent, key=lambda test: (-sum(spent[test]), test))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("test", *PHASES))
        writer.writerows((test, *spent[test]) for test in dearest)


def sums(costs: Costs) -> Iterable[str]:
    """Yield a line for each folder of tests, and one for all."""
    folders: defaultdict[str, float] = defaultdict(float)
    for (test, _), cost in costs.items():
        folders["/".join(test.partition("::")[0].split("/")[:2])] += cost
    for folder, cost in sorted(folders.items(), key=lambda pair: -pair[1]):
        yield f"{cost:7.0f} s of the processor: {folder}"
    yield f"{sum(folders.values()):7.0f} s of the processor: all tests"
