"""Processors, memory and load of the machine, by its files."""

import os

for path in ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/loadavg", "/proc/uptime", "/proc/version"):
    with open(path, encoding="utf-8") as facts:
        assert facts.read(), path
with open("/sys/devices/system/cpu/online", encoding="ascii") as online:
    assert online.read().strip()
assert len(os.getloadavg()) == 3
