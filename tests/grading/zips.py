"""Copies of autograder.zip with other settings, for tests that cannot wait for the real ones."""

import tomllib
import zipfile
from pathlib import Path

from autograder.paths import AUTOGRADER_ZIP, BUILD_IN_ZIP

GRADING_TOML = f"{BUILD_IN_ZIP}/grading.toml"


def zip_with_budgets(target: Path, **budgets: float) -> Path:
    """Write the autograder.zip of dist/ to `target` with some of its [budgets] changed; return `target`."""
    with zipfile.ZipFile(AUTOGRADER_ZIP) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _changed(content.decode(), budgets) if name == GRADING_TOML else content)
    return target


def _changed(text: str, budgets: dict[str, float]) -> str:
    lines = [line for line in text.splitlines() if line.split(" = ")[0] not in budgets]
    lines += [f"{name} = {value}" for name, value in budgets.items()]  # [budgets] is the last table
    changed = "\n".join(lines)
    assert tomllib.loads(changed)["budgets"].items() >= budgets.items()
    return changed
