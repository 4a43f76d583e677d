"""What a course declares: course.toml, and the questions with their checks, in question.py of their folders."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from autograder.grading import Budgets, DeviceChoice, Late, Limits

NAME = r"^q[0-9]{1,3}$"


class Check(BaseModel):
    """One hidden check of a question.

    name: unique in its question. function: `(subject, trial) -> None`; it raises CheckFailed for what is wrong. share:
    its weight among the checks of the question. reconsider: `(measured, settings) -> bool | None`, whether it would
    pass with other settings of its question, from the numbers that it had measured; None where only another run can
    tell. It is asked where the check passed or failed with one of `reconsidered`. only_judge: settings that judge what
    was measured; any other setting of the question changes what is measured. on_gpu: whether it is tried on a graphics
    card first, where there is one: `trial.on_gpu` is True then. If it passes there, it has passed; whatever else comes
    of it, it is judged anew on the CPU, and that alone counts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    function: Callable[[Any, Any], None]
    share: float = Field(ge=0, le=1e6)
    reconsider: Callable[[list[float], Any], bool | None] | None = None
    reconsidered: tuple[str, ...] = ()
    only_judge: tuple[str, ...] = ()
    on_gpu: bool = False


class Question(BaseModel):
    """The one declaration of a question, in question.py of its folder.

    name: in tables and test files. answer: the class or function that students write. checks: hidden ones, the core
    first: the others are judged only when it passes. look_for: what the public check does, `check_mistakes` or
    `check_shapes` of public.py. remarks: asked last, once the core has passed; it only remarks. after: questions that
    are judged before this one, as far as the course has them: its checks may ask what passed there, see Trial.passed.

    Where a question has settings of its own, `settings` is the model that validates settings.toml in its folder, and
    these take them: prepare `(folder, secret, settings)` writes into a build what the checks need besides; values
    `(settings)` gives more values for {{ places }} in texts; limits `(settings)` gives what the numbers that its checks
    measure are held against; calibrate `(settings, runs, jobs, progress, device)` measures where thresholds belong, and
    returns lines to print; proven `(settings)` returns claims and measured numbers for the page of `autograder check`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    name: str = Field(pattern=NAME)
    answer: str
    points: float = Field(gt=0, le=1e6)
    checks: tuple[Check, ...] = Field(min_length=1)
    look_for: Literal["mistakes", "shapes"] = "mistakes"
    remarks: Callable[[Any, Any], None] | None = None
    after: tuple[str, ...] = ()
    settings: type[BaseModel] | None = None
    prepare: Callable[[Path, str, Any], None] | None = None
    values: Callable[[Any], Mapping[str, str]] | None = None
    limits: Callable[[Any], Limits] | None = None
    calibrate: Callable[[Any, int, int, Callable[[int, int], None], str], list[str]] | None = None
    proven: Callable[[Any], list[tuple[str, str]]] | None = None

    @property
    def core(self) -> str:
        """The name of the check without which the others are not judged."""
        return self.checks[0].name

    def check(self, name: str) -> Check:
        """Return the check of that name."""
        return next(check for check in self.checks if check.name == name)


class Hooks(BaseModel):
    """What a course does in its own way, as "module:name" of its folder.

    trial: the class of what checks get besides the subject. mutations: operators for mutants of right answers. power:
    measures from which size of mistake on the random checks see it, told `(jobs, progress)`, and returns the paths that
    it wrote; power_line: what of that stands on the page of `autograder check`, a claim and a number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    trial: str = ""
    mutations: str = ""
    power: str = ""
    power_line: str = ""


class CourseFile(BaseModel):
    """course.toml.

    name: of the assignment, in the metadata of its notebooks. title: the same for people, by language. languages: of
    all texts. library: the students' package, by its path from the course. probes: the class of it through which checks
    see a submission. assignment, dist: where the build writes. data: a folder that students get and student code may
    read. withheld: of the library, what no answer may call: checks and what they compare with; workers have none of it.
    decides: of the library, what checks see a submission through and judge it by. notebook, solution: file names with
    {language} in them. unpacked: the folder that students get. order: the parts of the notebook. late: what handing in
    late costs. device: where training runs happen, unless a command says otherwise. hooks: what the course does in its
    own way, see Hooks.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    languages: tuple[str, ...] = Field(min_length=1)
    title: dict[str, str]
    library: str
    probes: str
    assignment: str
    dist: str
    notebook: str
    solution: str
    unpacked: str
    order: tuple[str, ...] = Field(min_length=1)
    data: str = ""
    decides: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    device: DeviceChoice = "cpu"
    budgets: Budgets = Budgets()
    late: Late = Late()
    hooks: Hooks = Hooks()
