"""psutil reads /proc."""

import psutil

assert psutil.cpu_count()
psutil.cpu_count(logical=False)
assert psutil.virtual_memory().total > 0
assert psutil.swap_memory().total >= 0
assert len(psutil.getloadavg()) == 3
psutil.cpu_percent(interval=None)
process = psutil.Process()
assert process.memory_info().rss > 0
assert process.cpu_times().user >= 0
assert process.num_threads() >= 1
assert process.create_time() > 0
assert psutil.boot_time() > 0
