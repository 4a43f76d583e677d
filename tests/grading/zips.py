"""Copies of autograder.zip with other settings, for tests that cannot wait for the real ones."""

import re
import zipfile
from pathlib import Path

from autograder.paths import BUILD_IN_ZIP
from tests.course import AUTOGRADER_ZIP

GRADING_TOML = f"{BUILD_IN_ZIP}/grading.toml"


def changed_zip(target: Path, **settings: float) -> Path:
    """Write the autograder.zip of dist/ to `target` with some numbers of its grading.toml changed; return `target`."""
    with zipfile.ZipFile(AUTOGRADER_ZIP) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _changed(content.decode(), settings) if name == GRADING_TOML else content)
    return target


def _changed(text: str, settings: dict[str, float]) -> str:
    for name, value in settings.items():
        text, count = re.subn(rf"(?m)^{name} = [^\s]+", f"{name} = {value}", text)
        assert count == 1, name
    return text
