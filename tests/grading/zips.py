"""Copies of autograder.zip with other settings, for tests that cannot wait for the real ones."""

import json
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

from autograder.grading import GRADING_FILE, Budgets, Grading, Late, dump_grading
from autograder.otter.rendering import CONFIG
from autograder.paths import BUILD_IN_ZIP
from tests.course import AUTOGRADER_ZIP, SEMINAR

GRADING_TOML = f"{BUILD_IN_ZIP}/{GRADING_FILE}"


def changed_zip(target: Path, **numbers: float) -> Path:
    """Write the autograder.zip of dist/ to `target` with some numbers of its grading.toml changed; return `target`."""
    return _changed(target, lambda grading: changed(grading, **numbers))


def late_zip(target: Path, late: Late, **numbers: float) -> Path:
    """Do the same with another policy of lateness too."""
    return _changed(target, lambda grading: changed(grading, **numbers).model_copy(update={"late": late}))


def _changed(target: Path, change: Callable[[Grading], Grading]) -> Path:
    with zipfile.ZipFile(AUTOGRADER_ZIP) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content: str | bytes = old.read(name)
            if name == GRADING_TOML:
                content = dump_grading(change(Grading(**tomllib.loads(old.read(name).decode()))))
            new.writestr(name, content)
    return target


def zip_with_plugin(target: Path, plugin: str) -> Path:
    """Write the autograder.zip of dist/ to `target` with another plugin for Otter; return `target`."""
    with zipfile.ZipFile(AUTOGRADER_ZIP) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == CONFIG:
                content = json.dumps({**json.loads(content), "plugins": [plugin]}).encode()
            new.writestr(name, content)
    return target


def changed(grading: Grading, **numbers: float) -> Grading:
    """Return a grading with other numbers: budgets, or settings of q4 and what follows from these."""
    settings = {name: value for name, value in numbers.items() if name not in Budgets.model_fields}
    assert settings.keys() <= grading.settings["q4"].keys(), settings
    budgets = {name: value for name, value in numbers.items() if name not in settings}
    other = grading.model_copy(
        update={
            "budgets": grading.budgets.model_copy(update=budgets),
            "settings": {**grading.settings, "q4": {**grading.settings["q4"], **settings}},
        }
    )
    limits = SEMINAR.questions["q4"].limits
    assert limits is not None
    return other.model_copy(update={"limits": {**grading.limits, "q4": limits(SEMINAR.settings("q4", other))}})
