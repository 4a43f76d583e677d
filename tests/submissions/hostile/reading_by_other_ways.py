"""
kind: reading
tries: The same secret by low-level calls: os.open, mmap, numpy, torch.from_file, linecache, a symlink and a hard link.
plain: yes
leaks: STOLEN
"""

import linecache
import os
from pathlib import Path

import numpy as np
import seminar

found = []


def keep(what):
    found.append("STO" + f"LEN {str(what)[:200]}")
    print(found[-1])


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if found:
            raise RuntimeError(found[-1])
        return super().forward(x)


def by_link(path):
    os.symlink(path, "link")
    return open("link").read()


def by_hard_link(path):
    os.link(path, "hard")
    return open("hard").read()


ways = (
    lambda path: os.read(os.open(path, os.O_RDONLY), 200),
    lambda path: np.memmap(path, np.uint8, "r").tobytes(),
    lambda path: bytes(torch.from_file(path, size=40, dtype=torch.uint8).tolist()),
    lambda path: "".join(linecache.getlines(path)),
    by_link,
    by_hard_link,
)
build = os.environ.get("AUTOGRADER_BUILD", str(Path(seminar.__file__).parents[2] / "dist" / "build"))
for way in ways:
    try:
        content = way(f"{build}/secret.json")
        if content:
            keep(content)
    except Exception:
        pass
