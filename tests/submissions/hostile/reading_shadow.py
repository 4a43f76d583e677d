"""
kind: reading
tries: /etc/shadow and the keys of the machine.
plain: no
leaks: STOLEN
"""

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


for path in (Path("/etc/shadow"), Path("/etc/gshadow"), Path("/etc/sudoers"), *Path("/etc/ssh").glob("*_key")):
    try:
        path.read_bytes()
    except OSError:
        continue
    keep(f"{path} can be read")
