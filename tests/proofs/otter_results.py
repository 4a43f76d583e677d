"""The results.json of a submission whose classes are in this process."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from otter.run.run_autograder.autograder_config import AutograderConfig
from otter.test_files import ExceptionTestFile, GradingResults

from autograder.hidden import Verdicts
from autograder.paths import BUILD_IN_ZIP
from autograder.trial import Build, load_build
from coursekit.probes import PROVIDER


class Here:
    """What a grader puts in place of the names of a submission: these are in its own process."""

    def __init__(self, names: Mapping[str, Any], build: Build) -> None:
        self._names = names
        self.verdicts = Verdicts(build)

    def __call__(self, question: str, seed: int) -> Any:
        """Return what checks see of the names."""
        return self.verdicts.build.course.probes(self._names, seed)


def results_json(namespace: Mapping[str, Any], unpacked: Path) -> str:
    """Return results.json as Otter writes it, by running the test files of an unpacked autograder.zip."""
    provider = Here(namespace, load_build(unpacked / BUILD_IN_ZIP))
    config = AutograderConfig(json.loads((unpacked / "otter_config.json").read_text(encoding="utf-8")))
    test_files = [ExceptionTestFile.from_file(str(path)) for path in sorted((unpacked / "tests").glob("*.py"))]
    for test_file in test_files:
        test_file.run({PROVIDER: provider})
    return json.dumps(GradingResults(test_files).to_gradescope_dict(config), indent=2, ensure_ascii=False)


def keep_questions(unpacked: Path, questions: tuple[str, ...]) -> Path:
    """Delete the test files of other questions from an unpacked autograder.zip; return its folder."""
    for path in (unpacked / "tests").glob("*.py"):
        if path.stem not in questions:
            path.unlink()
    return unpacked
