"""What is handed from one process of Otter's to the next, by environment variables; imports nothing heavy."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder.sandbox.layers import UNCONFINED_VARIABLE

# Set by who started Otter with the submission in quarantine: the folder that quarantine.put has filled. The report of
# the sandbox is written into it, as REPORT_FILE.
QUARANTINE_VARIABLE = "AUTOGRADER_QUARANTINE"
# Set by who started Otter: the language of what is said of a submission that names none.
LANGUAGE_VARIABLE = "AUTOGRADER_LANGUAGE"
SESSION_VARIABLE = "AUTOGRADER_SESSION"
REPORT_FILE = "report.json"


@dataclass(frozen=True)
class SessionSettings:
    """What the plugin in Otter's process tells the session in Otter's kernel.

    source: the folder of the unpacked autograder zip. submission: the file in quarantine, with the very bytes that were
    handed in. name: of the file as it was handed in. unreadable: why there is no such file, or "". report: the file
    that the session writes.
    """

    source: str
    submission: str
    name: str
    unreadable: str
    report: str

    def write(self) -> None:
        """Put it into the environment of the processes that this one starts."""
        os.environ[SESSION_VARIABLE] = json.dumps(asdict(self))

    @classmethod
    def read(cls) -> "SessionSettings":
        """Return what the process that started this one has written."""
        return cls(**json.loads(os.environ[SESSION_VARIABLE]))


def language() -> str:
    """Return the language of what is said of a submission that names none."""
    return os.environ.get(LANGUAGE_VARIABLE, "en")


def unconfined() -> bool:
    """Return whether to grade where student code cannot be confined."""
    return os.environ.get(UNCONFINED_VARIABLE) == "1"


def environment(quarantine: Path, language: str, *, unconfined: bool) -> dict[str, str]:
    """Return the environment of an Otter that is started with a submission in `quarantine`."""
    own = {QUARANTINE_VARIABLE: str(quarantine), LANGUAGE_VARIABLE: language}
    return {**os.environ, **own, **({UNCONFINED_VARIABLE: "1"} if unconfined else {})}
