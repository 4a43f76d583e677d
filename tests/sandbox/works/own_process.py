"""What a process may know of itself."""

import os
import resource

with open("/proc/self/status", encoding="ascii") as status:
    assert f"Pid:\t{os.getpid()}\n" in status.read()
with open(f"/proc/{os.getpid()}/stat", encoding="ascii") as facts:
    assert facts.read().startswith(str(os.getpid()))
assert os.listdir("/proc/self/task")
with open("/proc/self/maps", encoding="utf-8") as maps:
    assert "libc" in maps.read()
assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0
assert os.times().user >= 0
