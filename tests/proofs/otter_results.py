"""The results.json of a submission whose classes are in this process."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.classroom.otter_files import OtterFiles
from autograder.paths import BUILD_IN_ZIP
from autograder.trial import BUILD_VARIABLE


def results_json(namespace: Mapping[str, Any], unpacked: Path) -> str:
    """Return results.json as Otter writes it, from the test files of an unpacked autograder.zip."""
    os.environ[BUILD_VARIABLE] = str(unpacked / BUILD_IN_ZIP)
    return json.dumps(OtterFiles(unpacked).results(namespace), indent=2, ensure_ascii=False)


def keep_questions(unpacked: Path, questions: tuple[str, ...]) -> Path:
    """Delete the test files of other questions from an unpacked autograder.zip; return its folder."""
    for path in (unpacked / "tests").glob("*.py"):
        if path.stem not in questions:
            path.unlink()
    return unpacked
