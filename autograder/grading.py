"""grading.toml: the numbers of a build, from which marks are counted; written by the build, kept with every result."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli_w
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from autograder.errors import GraderError, first_mistake
from autograder.files import read_toml

GRADING_FILE = "grading.toml"
MIB = 1 << 20

# Where training runs happen: on a graphics card if there is one, on the CPU, or on a card that must be there.
DeviceChoice = Literal["auto", "cpu", "cuda"]
Amount = Annotated[float, Field(gt=0, le=1_000_000)]
Weight = Annotated[float, Field(ge=0, le=1_000_000)]


class Budgets(BaseModel):
    """The limits of one submission; seconds are its own: of the processor, and of waiting for nothing but itself.

    How busy the machine is does not count (see sandbox.processes.OwnTime); only wall_seconds, far away, bounds what a
    clock on the wall shows for one submission, and start_seconds that until a worker is ready, before any student code.
    cell_seconds: each statement that a graded class needs. extra_seconds: each other one, where these are run at all;
    extras_seconds: all of these together. probe_seconds: each request of a check. training_seconds: each training run.
    submission_seconds: all of it together. judging_seconds, judging_mib: what the checks of one submission may take of
    the process that judges; the memory is beyond what it has. memory_mib: what the code may take beyond the libraries.
    gpu_mib: what a worker may take of a graphics card, with what the driver takes there for it. scratch_mib: files that
    it writes. output_kib: how much of stdout and stderr is kept. reply_mib: one reply. deaths: after so many ended
    workers the rest is not tried any more. file_mib, source_kib, cells: the largest file, the longest source code and
    the most code cells that are read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    start_seconds: Amount = 120
    cell_seconds: Amount = 30
    extra_seconds: Amount = 5
    extras_seconds: Amount = 40
    probe_seconds: Amount = 20
    training_seconds: Amount = 120
    submission_seconds: Amount = 400
    wall_seconds: Amount = 3000
    judging_seconds: Amount = 60
    judging_mib: Amount = 2048
    memory_mib: Amount = 2048
    gpu_mib: Amount = 4096
    scratch_mib: Amount = 256
    output_kib: Amount = 16
    reply_mib: Amount = 64
    deaths: Amount = 8
    file_mib: Amount = 32
    source_kib: Amount = 1024
    cells: Amount = 1000

    @classmethod
    def read(cls, path: Path) -> "Budgets":
        """Return the budgets of a grading.toml, whatever else stands in it; raises GraderError."""
        table = read_toml(path).get("budgets", {})
        try:
            return cls(**table)
        except ValidationError as error:
            raise GraderError(f"{path}: {first_mistake(error, 'budgets')}") from None


class Limits(BaseModel):
    """What a measured number is held against, all in [0, 1]: below `low` it fails at once, from `high` on it passes at
    once, and in between further measurements are compared with `threshold`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float
    threshold: float
    high: float


class Late(BaseModel):
    """What handing in late costs, of the points of the whole assignment.

    grace: hours after the deadline that cost nothing; what follows them is counted in days begun. per_day: the share
    that each takes off; 0 stands for no policy. cap: the largest share that is taken off. due: the deadline, for
    exports that tell when something was handed in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    due: AwareDatetime | None = None
    grace: float = Field(default=0.0, ge=0, le=24 * 366)
    per_day: float = Field(default=0.0, ge=0, le=1)
    cap: float = Field(default=1.0, ge=0, le=1)


class Grading(BaseModel):
    """What a grading.toml says.

    name: of the assignment. title: the same for people, by language. device: where training runs happen, unless a
    command says otherwise. points: of each question. shares: relative weights
    of a question's hidden checks, the core check first. budgets: what a submission may use. settings: of questions that
    have some, by question; their own models validate them. limits: what the numbers that a question's checks measure
    are held against. late: what lateness costs. measured: what these numbers are called, and titles: what each hidden
    check looks at, both by question, name and language.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = "assignment"
    title: dict[str, str] = {}
    device: DeviceChoice = "cpu"
    points: Mapping[str, Weight]
    shares: Mapping[str, Mapping[str, Weight]]
    budgets: Budgets = Budgets()
    settings: dict[str, dict[str, Any]] = {}
    limits: dict[str, Limits] = {}
    late: Late = Late()
    measured: dict[str, dict[str, dict[str, str]]] = {}
    titles: dict[str, dict[str, dict[str, str]]] = {}

    @property
    def questions(self) -> tuple[str, ...]:
        """The names of the questions, in order."""
        return tuple(self.points)

    @property
    def possible(self) -> float:
        """The points of the whole assignment."""
        return sum(self.points.values())

    def check_points(self, question: str, check: str) -> float:
        """Return the points of one hidden check: its share of the points of its question."""
        shares = self.shares[question]
        return self.points[question] * shares[check] / sum(shares.values())

    def check_title(self, question: str, check: str, language: str) -> str:
        """Return what a hidden check looks at; its name where nothing is said."""
        return self.titles.get(question, {}).get(check, {}).get(language, check)


def load_grading(path: Path) -> Grading:
    """Read and validate a grading.toml.

    Raises GraderError naming the file, the key and what is wrong with it.
    """
    table = read_toml(path)
    try:
        grading = Grading(**table)
    except ValidationError as error:
        raise GraderError(f"{path}: {first_mistake(error)}") from None
    for question in grading.questions:
        if sum(grading.shares.get(question, {}).values()) <= 0:
            raise GraderError(f"{path}: [shares.{question}] needs at least one check with a share above 0")
    return grading


def dump_grading(grading: Grading) -> str:
    """Return a grading.toml."""
    return tomli_w.dumps(grading.model_dump(mode="json", exclude_none=True))
