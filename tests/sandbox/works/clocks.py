"""Measuring and waiting."""

import time
import timeit

start = time.perf_counter()
time.sleep(0.01)
assert time.perf_counter() - start >= 0.009
assert time.process_time() >= 0
assert time.thread_time() >= 0
assert time.monotonic_ns() > 0
assert timeit.timeit("1 + 1", number=10) >= 0
