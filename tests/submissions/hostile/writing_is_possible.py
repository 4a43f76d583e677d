"""
kind: writing
tries: Protected files are opened for writing without writing, their dates and rights set to what they are.
plain: no
leaks: WRITABLE
"""

import os
import stat
import sys
from pathlib import Path

import seminar

here = Path(seminar.__file__)
paths = [
    here,
    Path(torch.__file__),
    Path(os.__file__),
    Path(sys.executable),
    Path("/etc/passwd"),
    Path("/etc/ld.so.preload"),
]
paths += [Path(f"/proc/{os.getppid()}/mem"), Path("/proc/sys/kernel/core_pattern"), Path("/dev/kmsg")]
paths += [here.parents[2] / "dist" / "build" / "secret.json", Path("../source/build/secret.json")]
writable = []


def open_for_writing(path):
    os.close(os.open(path, os.O_WRONLY))


def set_same_dates(path):
    dates = os.stat(path)
    os.utime(path, ns=(dates.st_atime_ns, dates.st_mtime_ns))


def set_same_rights(path):
    os.chmod(path, stat.S_IMODE(os.stat(path).st_mode))


for path in paths:
    for attempt in (open_for_writing, set_same_dates, set_same_rights):
        try:
            attempt(path)
            writable.append("WRI" + f"TABLE {path}")
        except OSError:
            pass


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if writable:
            raise RuntimeError(str(writable))
        return super().forward(x)
