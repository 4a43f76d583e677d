"""A submission in the sandbox: its statements in a worker, a Subject for every check, a new worker after every death.

What the graded classes need is run first. Only where that does not give the classes, a new worker runs all the rest
too, each statement within a small budget; so does one where a class lacks something when it is called.
"""

import contextlib
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from torch import Tensor

from autograder.course import Course
from autograder.errors import GraderError
from autograder.grading import Budgets
from autograder.paths import PACKAGE, PRIVATE
from autograder.sandbox import audit, codec
from autograder.sandbox.gpu import CardBroken, Gpu
from autograder.sandbox.layers import UNCONFINED_VARIABLE, LayerState, guards_files, is_confined
from autograder.sandbox.reach import open_to_all
from autograder.sandbox.remote import RemoteProbes, remote
from autograder.sandbox.steps import Steps
from autograder.sandbox.wire import Frame, WireError
from autograder.sandbox.worker_process import WorkerProcess
from coursekit.errors import SubmissionError, may_lack_something
from coursekit.submission.source import Submission

Tensors = dict[str, Tensor] | None


class SandboxedSubmission:
    """One submission, run in a worker whose place another one takes when it dies or overruns.

    A statement that killed its worker is left out by the next one, so that the other questions are judged on their own.
    `steps` knows what ran and what went wrong, `layers` what confines it, `suspicious` what it tried to do (see
    sandbox.audit), `cpu_seconds` the processor's time of ended workers.
    language, data, hidden, without: as of WorkerProcess. unconfined: whether to run student code even where nothing
    keeps it from the grader's files and processes. everything: whether to run all statements in any case.
    gpu: the card for subjects that are asked for with one.
    """

    def __init__(
        self,
        submission: Submission,
        course: Course,
        budgets: Budgets,
        *,
        language: str = "en",
        data: Path | None = None,
        hidden: tuple[Path, ...] = (),
        without: frozenset[str] = frozenset(),
        unconfined: bool = False,
        everything: bool = False,
        gpu: Gpu | None = None,
    ) -> None:
        self.course = course
        self.steps = Steps(submission, budgets, course.graded, everything=everything)
        self.suspicious: set[str] = set()
        self.cpu_seconds = 0.0
        self._printed = ""
        self.layers: dict[str, LayerState] = {}
        self._budgets = budgets
        self._unconfined = unconfined
        self._hidden = hidden
        self._start: Callable[[Gpu | None], WorkerProcess] = lambda card: WorkerProcess(
            course, budgets, language=language, data=data, hidden=hidden, without=without, gpu=card
        )
        self._gpu = gpu
        self._turn = contextlib.ExitStack()  # on the card, of the worker at hand
        self._card: Gpu | None = None  # what the worker at hand has, or the next one gets
        self._worker: WorkerProcess | None = None
        self._prepared = False
        self._deaths: list[SubmissionError] = []
        self._left = budgets.submission_seconds
        self._left_before = self._left
        self._wall_end: float | None = None  # of the clock, from the first worker on
        self._current: RemoteProbes | None = None
        self._question = ""
        self._wide: dict[str, Steps] = {}  # of questions that are judged with all that stands above them
        self._lacking: set[str] = set()  # questions whose class may lack something
        self._steps = self.steps  # of the worker at hand, or of the next one

    def __enter__(self) -> "SandboxedSubmission":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def output(self) -> str:
        """The beginning of what the code printed in its first worker that printed anything."""
        return self._printed or (self._worker.output if self._worker is not None else "")

    def subject(self, question: str, seed: int, *, on_gpu: bool = False) -> Any:
        """Return a Subject over the names of `question`; it takes the place of the one before.

        on_gpu: in a worker that may use the card, if there is one. Raises CardBusy when there is no place on it,
        CardBroken when no worker starts with it, SubmissionError "too_slow" or "ended" when the submission has used up
        its time or its workers, and GraderError where student code cannot be confined.
        """
        self._question = question
        steps = self._wide.get(question, self.steps)
        card = self._gpu if on_gpu else None
        if steps is not self._steps or card is not self._card:
            self.close()
            if card is None and self._card is not None:
                self._left = self._left_before  # what was tried on the card leaves the time that there was
            self._left_before = self._left
            self._steps, self._card = steps, card
        worker = self._running() if card is None else self._running_with_card()
        self.ask(worker, "open", self._budgets.probe_seconds, question=question, seed=seed)
        self._current = remote(self.course.probes)(self, worker, question, self._budgets)
        return self._current

    def again(self, question: str) -> bool:
        """Have the next subjects of a question find all that stands above its place in the file; return whether that
        may change anything: its class failed for want of something, and statements were left out. What no class needs
        has one budget for all questions."""
        if question not in self._lacking or question in self._wide:
            return False
        left = self._budgets.extras_seconds - sum(steps.spent for steps in self._wide.values())
        steps = self.steps.up_to(question, left) if left >= self._budgets.extra_seconds else None
        if steps is None:
            return False
        self._wide[question] = steps
        return True

    def ask_for(
        self,
        subject: RemoteProbes,
        worker: WorkerProcess,
        do: str,
        seconds: float,
        tensors: Tensors,
        **arguments: Any,
    ) -> Frame:
        """Send a request of a subject; raises GraderError when another subject has taken its place."""
        if subject is not self._current:
            raise GraderError("this subject's place was taken by another one")
        return self.ask(worker, do, seconds, tensors, **arguments)

    def ask(
        self,
        worker: WorkerProcess,
        do: str,
        seconds: float,
        tensors: Tensors = None,
        *,
        stoppable: bool = False,
        **arguments: Any,
    ) -> Frame:
        """Send a request within what is left of the submission's time; raise the SubmissionError that came back."""
        if worker is not self._worker or worker.broken:
            raise self._deaths[-1] if self._deaths else GraderError("this submission is closed")
        wall = self._wall_left()
        if self._left <= 0 or wall <= 0:
            raise self._out_of_time()
        try:
            reply = worker.request(do, min(seconds, self._left), tensors, wall=wall, stoppable=stoppable, **arguments)
        except BaseException as error:
            # Also where judging is stopped: what is on the way would answer a later request.
            self.close()
            self._left -= worker.spent
            if not isinstance(error, Exception):
                raise
            # Whatever a worker makes go wrong on this side too, it is not asked again.
            told = error if isinstance(error, SubmissionError) else SubmissionError("ended", why=type(error).__name__)
            told = self._out_of_time() if self._left <= 0 else told
            self._deaths.append(told)
            raise told from None
        self._left -= worker.spent
        self.suspicious |= codec.read_tried(reply, audit.KINDS.__contains__)
        try:
            error_sent = codec.read_error(reply, self.course.probes.errors)
        except WireError as wrong:
            raise self.distrust(wrong) from None
        if error_sent is not None:
            if may_lack_something(str(error_sent.values.get("error", ""))):
                self._lacking.add(self._question)
            raise error_sent
        return reply

    def distrust(self, wrong: WireError) -> SubmissionError:
        """End a worker that sent what no honest one sends; return what to raise."""
        error = SubmissionError("reply_invalid", why=str(wrong))
        self.close()
        self._deaths.append(error)
        return error

    def cause_of(self, question: str, name: str) -> SubmissionError | None:
        """Return why an answer is not there, None if nothing went wrong that could be the cause."""
        return self.steps.cause_of(question, name)

    def close(self) -> None:
        """End the worker; nothing of it stays."""
        if self._worker is not None:
            try:
                self._worker.close()
            finally:
                self._bury(self._worker)

    def _running(self) -> WorkerProcess:
        """Return a worker that has run the statements, a new one if need be."""
        while True:
            in_statements = sum(steps.deaths for steps in (self.steps, *self._wide.values()))
            if len(self._deaths) - in_statements >= self._budgets.deaths:
                raise self._deaths[-1]
            if self._steps.deaths >= 2 * self._budgets.deaths:
                raise self._deaths[-1]
            if self._left <= 0 or self._wall_left() <= 0:
                raise self._out_of_time()
            worker = self._worker = self._worker or self._started()
            if self._prepared and not worker.restless:
                return worker
            if self._prepared:
                self.close()
                continue
            try:
                worker.wait_until_ready()
            except BaseException:
                self.close()  # nobody may be watching it
                raise
            self.layers = worker.layers
            self._require_confined()
            try:
                complete = self._steps.run(partial(self._timed, worker))
            except SubmissionError:
                # The statement is noted, and the next worker leaves it out. Only a forged reply leaves this one alive.
                if self._worker is worker:
                    self.distrust(WireError("an error where there can be none"))
                continue
            except WireError as wrong:
                self.distrust(wrong)
                continue
            if not complete:
                self.close()
                continue
            worker.settle()
            self._prepared = True
            # Not looked at again: whoever starts threads without end would be asked for another worker without end.
            return worker

    def _running_with_card(self) -> WorkerProcess:
        """Return what `_running` does; raises CardBroken for whatever keeps a worker with the card from its work. If it
        is not the card's fault, the CPU's worker meets it too."""
        try:
            return self._running()
        except (GraderError, OSError) as error:
            self.close()
            self._turn.close()
            raise CardBroken(str(error)) from None

    def _started(self) -> WorkerProcess:
        """Return a new worker; one with a card waits for a place on it."""
        if self._card is not None:
            self._turn.enter_context(self._card.turn(self._budgets))
        return self._start(self._card)

    def _timed(
        self, worker: WorkerProcess, do: str, seconds: float, tensors: Tensors = None, **arguments: Any
    ) -> tuple[Frame, float]:
        """Ask a worker; return the reply and the worker's own seconds in it."""
        return self.ask(worker, do, seconds, tensors, **arguments), worker.spent

    def _require_confined(self) -> None:
        """Raise GraderError where strangers' code must not be run."""
        if self._unconfined:
            return
        if not is_confined(self.layers):
            self.close()
            raise GraderError(
                "student code cannot be confined on this machine: grade on Linux, or use --unconfined (for Otter "
                f"itself {UNCONFINED_VARIABLE}=1) for submissions that you trust"
            )
        exposed = [] if guards_files(self.layers) else self._exposed()
        if exposed:
            self.close()
            raise GraderError(
                "neither Landlock nor mounts can be had on this machine, and all its users can read what student "
                f"code must not: run `chmod o-rwx {' '.join(exposed)}`, or use --unconfined"
            )

    def _exposed(self) -> list[str]:
        """Return the folders whose modes do not keep the user of a worker from them."""
        return [str(folder) for folder in (PACKAGE, *self._hidden, *PRIVATE) if open_to_all(folder)]

    def _bury(self, worker: WorkerProcess) -> None:
        self._turn.close()
        self._printed = self._printed or worker.output
        self.cpu_seconds += worker.cpu_seconds
        self._worker = None
        self._prepared = False

    def _wall_left(self) -> float:
        """Return how many seconds by the clock are left for all workers together."""
        now = time.monotonic()
        if self._wall_end is None:
            self._wall_end = now + self._budgets.wall_seconds
        return self._wall_end - now

    def _out_of_time(self) -> SubmissionError:
        return SubmissionError("too_slow", seconds=f"{self._budgets.submission_seconds:g}")
