"""No other process starts here, and nothing waits for one: the usual errors come at once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

for start in (
    lambda: multiprocessing.Pool(2),
    lambda: multiprocessing.Process(target=print).start(),
    lambda: ProcessPoolExecutor(1).submit(int, "1").result(5),
    lambda: multiprocessing.Manager(),
):
    try:
        start()
    except OSError:
        continue
    raise AssertionError("a process was started")
