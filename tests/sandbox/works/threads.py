"""Threads of this process, as many as a data loader of the student's own takes."""

import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from multiprocessing.dummy import Pool

with ThreadPoolExecutor(8) as pool:
    assert sorted(pool.map(lambda n: n * n, range(4))) == [0, 1, 4, 9]
    assert {task.result() for task in as_completed([pool.submit(int, "3")])} == {3}
found: queue.Queue[int] = queue.Queue()
lock, done = threading.Lock(), threading.Event()


def work() -> None:
    """Leave one number."""
    with lock:
        found.put(1)
    done.set()


thread = threading.Thread(target=work, daemon=True)
thread.start()
thread.join()
assert done.wait(1)
assert found.get(timeout=1) == 1
timer = threading.Timer(0.01, work)
timer.start()
timer.join()
with Pool(2) as workers:
    assert workers.map(abs, [-1]) == [1]
