"""How much faster two Dask workers are than one. Run it on two free cores:
`pytest -m benchmark -s tests/benchmarks/test_cluster_efficiency.py`.
"""

import time
from pathlib import Path

import pytest

from autograder.classroom.cluster import connect
from autograder.classroom.pool import outcomes
from tests.bank import PLAIN
from tests.benchmarks.test_class_rate import tasks
from tests.course import AUTOGRADER_ZIP
from tests.dask_cluster import dask_cluster

SUBMISSIONS = 16
EFFICIENCY = 0.9


def seconds(address: str, count: int) -> float:
    """Grade the plain submission `count` times, after each worker has graded one; return the seconds."""
    with connect(address, AUTOGRADER_ZIP, 1) as place:
        assert all(outcome["status"] == "graded" for _, outcome in outcomes(place, tasks([PLAIN] * 4)))
        started = time.monotonic()
        assert all(outcome["status"] == "graded" for _, outcome in outcomes(place, tasks([PLAIN] * count)))
        return time.monotonic() - started


@pytest.mark.benchmark
def test_two_workers_are_nearly_twice_as_fast(built: Path) -> None:
    """The same submissions on two workers and on one of them: at least 0.9 of twice the rate."""
    with dask_cluster() as (address, workers):
        both = seconds(address, SUBMISSIONS)
        workers[1].kill()
        workers[1].wait()
        time.sleep(1)
        one = seconds(address, SUBMISSIONS)
    efficiency = one / both / 2
    print(f"\n{SUBMISSIONS} submissions: {one:.1f} s on one worker, {both:.1f} s on two, efficiency {efficiency:.2f}")
    assert efficiency >= EFFICIENCY
