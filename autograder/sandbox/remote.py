"""The course's probes on the grader's side: the same methods, each a request to the worker."""

from functools import cache
from typing import Any, Protocol

from torch import Tensor

from autograder.grading import Budgets
from autograder.sandbox import codec
from autograder.sandbox.codec import Parcel
from autograder.sandbox.wire import Frame, WireError
from autograder.sandbox.worker_process import WorkerProcess
from coursekit.errors import SubmissionError
from coursekit.probes import Probe, probes_of

Tensors = dict[str, Tensor] | None


class Asks(Protocol):
    """What a submission in the sandbox offers to its probes."""

    def ask_for(
        self, subject: "RemoteProbes", worker: WorkerProcess, do: str, seconds: float, tensors: Tensors, **header: Any
    ) -> Frame:
        """Send a request of a subject."""
        ...

    def distrust(self, wrong: WireError) -> SubmissionError:
        """End a worker that sent what no honest one sends; return what to raise."""
        ...

    def cause_of(self, question: str, name: str) -> SubmissionError | None:
        """Return why an answer is not there, None if nothing went wrong that could be the cause."""
        ...


class RemoteProbes:
    """The answers to one question, run in the worker: the same probes, and some more ways to fail.

    Each may raise SubmissionError "too_slow", "ended", "reply_invalid" or "reply_too_large" too.
    """

    def __init__(self, submission: Asks, worker: WorkerProcess, question: str, budgets: Budgets) -> None:
        self._submission = submission
        self._worker = worker
        self._question = question
        self._budgets = budgets

    def _asked(self, probe: Probe, arguments: dict[str, Any]) -> Any:
        parcel = Parcel()
        header = {
            "probe": probe.name,
            "arguments": codec.packed(arguments, parcel),
            "stray": probe.kind.stray,
            "what": probe.kind.shown(arguments),
        }
        tensors = {name: value.contiguous() for name, value in parcel.tensors.items()}
        seconds = getattr(self._budgets, probe.kind.seconds)
        try:
            reply = self._submission.ask_for(self, self._worker, "probe", seconds, tensors, **header)
        except SubmissionError as error:
            name = str(error.values.get("name", ""))
            cause = self._submission.cause_of(self._question, name) if error.code == "missing" else None
            raise cause or error from None
        try:
            return codec.read_reply(probe, arguments, reply)
        except WireError as wrong:
            raise self._submission.distrust(wrong) from None


@cache
def remote(probes: type) -> type[RemoteProbes]:
    """Return the class whose objects have the probes of a course's class, asked for over the wire."""

    def method(probe: Probe) -> Any:
        def ask(self: RemoteProbes, *given: Any, **named: Any) -> Any:
            return self._asked(probe, probe.bound(*given, **named))

        return ask

    methods = {name: method(probe) for name, probe in probes_of(probes).items()}
    return type(f"Remote{probes.__name__}", (RemoteProbes, probes), {**methods, "__init__": RemoteProbes.__init__})
