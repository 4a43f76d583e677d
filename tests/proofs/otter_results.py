"""What Otter makes of a submission with our own test files: the results.json, without starting a notebook kernel."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from otter.run.run_autograder.autograder_config import AutograderConfig
from otter.test_files import ExceptionTestFile, GradingResults

from autograder.paths import BUILD_IN_ZIP


def unpack_build(zip_path: Path, folder: Path) -> Path:
    """Unpack autograder.zip into `folder`; return the folder of the build, for the variable AUTOGRADER_BUILD."""
    with zipfile.ZipFile(zip_path) as archive:
        archive.extractall(folder)
    return folder / BUILD_IN_ZIP


def results_json(namespace: Mapping[str, Any], unpacked: Path, questions: Sequence[str]) -> str:
    """Run the test files of an unpacked autograder.zip on a submission's names; return results.json as Otter writes it.

    The variable AUTOGRADER_BUILD must name the build of the same zip.
    """
    config = AutograderConfig(json.loads((unpacked / "otter_config.json").read_text(encoding="utf-8")))
    test_files = []
    for question in questions:
        test_file = ExceptionTestFile.from_file(str(unpacked / "tests" / f"{question}.py"))
        test_file.run(dict(namespace))
        test_files.append(test_file)
    return json.dumps(GradingResults(test_files).to_gradescope_dict(config), indent=2, ensure_ascii=False)
