"""Otter's own test files and Otter's own results, in this process and without a notebook kernel."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from otter.run.run_autograder.autograder_config import AutograderConfig
from otter.test_files import ExceptionTestFile, GradingResults

CONFIG = "otter_config.json"


class OtterFiles:
    """The test files of an unpacked autograder.zip; raises OSError or ValueError when `source` is none."""

    def __init__(self, source: Path) -> None:
        self._config: dict[str, Any] = json.loads((source / CONFIG).read_text(encoding="utf-8"))
        self._paths = sorted((source / "tests").glob("*.py"))

    @property
    def assignment(self) -> str:
        """The name that notebooks of this assignment carry."""
        return str(self._config["assignment_name"])

    def results(self, names: Mapping[str, Any], output: Callable[[], str] = lambda: "") -> dict[str, Any]:
        """Run all tests on the names of a submission; return Otter's results in Gradescope's format.

        output: asked after the tests for what the student is told besides.
        """
        test_files = [ExceptionTestFile.from_file(str(path)) for path in self._paths]
        for test_file in test_files:
            test_file.run(dict(names))
        results = GradingResults(test_files)
        told = output()
        if told:
            results.output = told
        return dict(results.to_gradescope_dict(AutograderConfig(self._config)))
