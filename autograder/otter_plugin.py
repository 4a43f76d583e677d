"""Joins the autograder to Otter: tells the checks where the build lies before anything of the submission runs."""

import os
from pathlib import Path
from typing import Any

from otter.plugins import AbstractOtterPlugin

from autograder.checks.trial import BUILD_VARIABLE

# Otter runs in the folder `submission`, beside `source`, where the autograder zip is unpacked.
BUILD_FOLDER = Path("..") / "source" / "build"


class GradingPlugin(AbstractOtterPlugin):
    """The plugin that otter_config.json names; `otter run`, `otter grade` and Gradescope load it by itself."""

    def before_grading(self, config: Any) -> None:
        """Point the checks at the build of this zip and the notebook at its copy of the data."""
        build = BUILD_FOLDER.resolve()
        os.environ[BUILD_VARIABLE] = str(build)
        os.environ["SEMINAR_DATA"] = str(build / "data_small")
