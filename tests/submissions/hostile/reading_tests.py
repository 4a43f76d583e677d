"""
kind: reading
tries: Test files in the places where Otter and Gradescope keep them.
plain: yes
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


for root in (Path.cwd(), *list(Path.cwd().parents)[:3], Path("/autograder")):
    for pattern in ("tests/*.py", "source/tests/*.py", "*/tests/q*.py", "*/source/tests/q*.py"):
        for path in root.glob(pattern):
            try:
                if "hidden_check" in path.read_text():
                    keep(path.read_text()[-200:])
            except OSError:
                pass
