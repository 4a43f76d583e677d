"""Puts what was found into the form of Otter's results.json, word for word as `otter run` writes it; runs no test."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import indent
from typing import Any

from otter.run.run_autograder.autograder_config import AutograderConfig
from otter.test_files import ExceptionTestFile, GradingResults, TestCase
from otter.test_files.abstract_test import TestCaseResult

from coursekit.feedback import CheckFailed

CONFIG = "otter_config.json"
PASSED, FAILED = "✅ Test case passed", "❌ Test case failed"  # as Otter says it


class OtterResults:
    """Results in Gradescope's format; names, points and order are of the test files in an unpacked autograder.zip.

    Raises OSError or ValueError when `source` is none.
    """

    def __init__(self, source: Path) -> None:
        self._config = AutograderConfig(json.loads((source / CONFIG).read_text(encoding="utf-8")))
        self._files = [ExceptionTestFile.from_file(str(path)) for path in sorted((source / "tests").glob("*.py"))]

    def results(self, said: Mapping[str, Sequence[str | None]], output: str) -> dict[str, Any]:
        """Return the results. said: by question, what each of its tests says, None where it passed.

        The tests of a question stand in the order of its test file: the public one, then the hidden ones. output: what
        the student is told besides, or "".
        """
        results = self.graded(said)
        if output:
            results.output = output
        return dict(results.to_gradescope_dict(self._config))

    def graded(self, said: Mapping[str, Sequence[str | None]]) -> GradingResults:
        """Return the results as Otter's own object, which `otter grade` takes out of its containers."""
        return GradingResults([_filled(file, said[file.name]) for file in self._files])

    def ungraded(self, reason: str) -> GradingResults:
        """Return results in which every test fails for one reason."""
        return self.graded({file.name: [reason] * len(file.test_cases) for file in self._files})


def _filled(file: ExceptionTestFile, said: Sequence[str | None]) -> ExceptionTestFile:
    """Return a test file as it is after a run in which its tests said this."""
    filled = ExceptionTestFile(file.name, file.path, file.test_cases, all_or_nothing=file.all_or_nothing)
    filled.test_case_results = [
        TestCaseResult(case, PASSED if words is None else _failed(file, case, words), words is None)
        for case, words in zip(file.test_cases, said, strict=True)
    ]
    return filled


def _failed(file: ExceptionTestFile, case: TestCase, words: str) -> str:
    """Return Otter's message of a test that raised CheckFailed: a check is called in the last line of its test."""
    number = max(line for *_, line in case.body.test_func.__code__.co_lines() if line is not None)
    line = indent(file.source.split("\n")[number - 1], "  ")
    raised = f"{CheckFailed.__name__}: {words.strip(chr(39))}"
    return f"{FAILED}\nError at line {number} in test {file.name}:\n{line}\n{raised}"
