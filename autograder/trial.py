"""What a hidden check may use besides the subject: the build, random numbers of its own, and where it tells more."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from autograder.course import Course, load_course
from autograder.errors import GraderError
from autograder.grading import GRADING_FILE, Grading, load_grading
from coursekit.feedback import CheckFailed, failure

SECRET_FILE, COURSE_FOLDER = "secret.json", "course"


@dataclass(frozen=True)
class Build:
    """One build as the grader needs it: a folder with secret.json, grading.toml, the course, and what its checks need.

    grading: its numbers, which may be others than those that the course declares now.
    """

    folder: Path
    secret: str
    course: Course
    grading: Grading

    @classmethod
    def of(cls, course: Course, secret: str, folder: Path = Path("unused")) -> "Build":
        """Return a build of a course as it is now, for checks that need no files of it."""
        return cls(folder, secret, course, course.grading)

    def settings(self, question: str) -> Any:
        """Return the settings of a question in this build."""
        return self.course.settings(question, self.grading)


def load_build(folder: Path) -> Build:
    """Read a build from `folder`; raises GraderError."""
    try:
        secret = json.loads((folder / SECRET_FILE).read_text(encoding="utf-8"))["secret"]
    except (OSError, ValueError, KeyError):
        raise GraderError(f"{folder} is not a build of this assignment: run `python -m autograder build`") from None
    return Build(folder, secret, load_course(folder / COURSE_FOLDER), load_grading(folder / GRADING_FILE))


def derive_seed(secret: str, *purpose: str) -> int:
    """Return the 63-bit seed of one purpose: the same for the same secret, unrelated between purposes (SHA-256)."""
    digest = hashlib.sha256("\0".join((secret, *purpose)).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


Earlier = Mapping[str, Mapping[str, CheckFailed | None]]
NOTHING_EARLIER: Earlier = MappingProxyType({})


class Trial:
    """One run of one check: its build, random numbers of its own, drawn from the secret, and what it tells besides its
    verdict: what it measured, and remarks, which are worth knowing and cost no points.

    earlier: what was found on the questions that this one comes after, by question and check, None where it passed.
    on_gpu: whether the subject may train on a graphics card, see Check. seed: of the worker, where student code can
    read it (`torch.initial_seed()`); what draws the inputs is derived from the secret apart from it.
    """

    def __init__(self, build: Build, question: str, check: str, earlier: Earlier = NOTHING_EARLIER) -> None:
        self.build = build
        self.question = question
        self.earlier = earlier
        self.seed = derive_seed(build.secret, "worker", question, check)
        self.rng = np.random.default_rng(derive_seed(build.secret, question, check))
        self.on_gpu = False
        self.measured: dict[str, list[float]] = {}
        self.remarks: list[CheckFailed] = []

    @property
    def settings(self) -> Any:
        """The settings of the question, None where it has none."""
        return self.build.settings(self.question)

    def passed(self, question: str, check: str) -> bool:
        """Return whether an earlier question passed a check; False where it was not judged before this one.

        For what two questions ask alike: where both are answered by one class, a mistake costs in the first alone.
        """
        verdicts = self.earlier.get(question, {})
        return check in verdicts and verdicts[check] is None

    def remark(self, code: str, **values: object) -> None:
        """Tell the student something without a loss of points; `code` names its text as that of a failure."""
        self.remarks.append(failure(code, **values))
