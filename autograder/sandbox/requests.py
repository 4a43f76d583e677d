"""Answers the requests of a grader inside the worker: the course's probes over the names of one question."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from autograder.grading import MIB
from autograder.printable import LONGEST
from autograder.sandbox import audit, codec
from autograder.sandbox.codec import Parcel
from autograder.sandbox.own_work import with_own_answers
from autograder.sandbox.step_messages import cells_from, end_header, failure_header, plan_header
from autograder.sandbox.wire import DTYPES, RANK, Frame, encode
from coursekit.errors import SubmissionError, one_line
from coursekit.probes import probes_of
from coursekit.submission.run import Run
from coursekit.submission.standins import Answering
from coursekit.submission.state import State


class Requests:
    """The requests of one submission; a new subject takes the place of the one before.

    folder: where the submission runs. probes: the course's class. What its statements leave changed in torch and Python
    is put back before each request of a check.
    """

    def __init__(self, folder: Path, reply_bytes: int, probes: Any) -> None:
        self._folder = folder
        self._state = State(folder)
        self._submission = Run([], {}, script=False, folder=folder)
        self._answers: frozenset[str] = frozenset()
        self._reply_bytes = reply_bytes
        self._make_subject = probes
        self._probes = probes_of(probes)
        self._subject = probes({}, 0)
        self._known: dict[str, Callable[[Frame], tuple[dict[str, Any], Parcel]]] = {
            "load": self._load,
            "step": self._step,
            "end": self._end,
            "open": self._open,
            "probe": self._probe,
        }

    def answer(self, request: Frame) -> bytes:
        """Return the reply to a request; whatever student code raises on the way becomes an error in it."""
        do, number = request.header["do"], request.header["number"]
        Answering.now = do == "probe"
        try:
            if do == "probe":
                self._state.put_back()
            header, parcel = self._known[do](request)
            plain = {name: plain_tensor(value) for name, value in parcel.tensors.items()}
            if sum(value.nbytes for value in plain.values()) > self._reply_bytes:
                raise SubmissionError("reply_too_large", mib=self._reply_bytes // MIB)
            return encode({**header, "number": number, "tried": audit.tried()}, plain)
        except SubmissionError as error:
            values = {name: str(value)[:LONGEST] for name, value in error.values.items()}
            return encode({"number": number, "error": error.code, "values": values, "tried": audit.tried()})
        except BaseException as error:
            values = {"what": str(request.header.get("what", do)), "error": one_line(error)[:LONGEST]}
            code = str(request.header.get("stray", "raised"))
            return encode({"number": number, "error": code, "values": values, "tried": audit.tried()})

    def _load(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        header = request.header
        names = header["helpers"]
        helpers = {name: _content(request, number) for number, name in enumerate(names)}
        work = self._folder / header["place"]
        work.mkdir(parents=True, exist_ok=True)
        os.chdir(work)
        self._state = State(work)
        self._submission = Run(
            cells_from(header),
            header["graded"],
            script=header["script"],
            folder=work,
            top=self._folder,
            helpers=helpers,
            skip=header["skip"],
        )
        self._answers = frozenset(header["graded"].values())
        self._submission.stop_on(signal.SIGPROF)
        parcel = Parcel()
        return plan_header(self._submission.plan, parcel), parcel

    def _step(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        header = request.header
        return failure_header(self._submission.step(header["statement"], again=header["again"])), Parcel()

    def _end(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        self._submission.end()
        return end_header(self._submission), Parcel()

    def _open(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        names = self._submission.open(request.header["question"])
        own = with_own_answers(names, self._answers, self._make_subject.__module__.partition(".")[0])
        self._subject = self._make_subject(own, request.header["seed"])
        return {}, Parcel()

    def _probe(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        probe, parcel = self._probes[request.header["probe"]], Parcel()
        given = request.header["arguments"]
        arguments = {
            name: codec.unpacked(given[name], kind, request.tensors)
            for name, kind in probe.arguments.items()
            if name in given
        }
        reply = getattr(self._subject, probe.name)(**arguments)
        return {"reply": None if probe.returns is type(None) else codec.packed(reply, parcel)}, parcel


def _content(request: Frame, number: int) -> bytes:
    """Return the bytes of a helper file; an empty one has no tensor."""
    tensor = request.tensors.get(f"helper {number}")
    return b"" if tensor is None else tensor.numpy().tobytes()


def plain_tensor(value: Tensor) -> Tensor:
    """Return the numbers of a tensor as a plain one: no subclass, on the CPU, contiguous, without gradients.

    Raises SubmissionError "not_a_tensor" for a kind of tensor that no check could compare.
    """
    with torch.no_grad(), torch._C.DisableTorchFunctionSubclass():
        plain = value.as_subclass(Tensor).detach()
        if plain.dtype not in DTYPES.values() or plain.layout != torch.strided or plain.is_meta or plain.dim() > RANK:
            kind = f"tensor of {plain.dtype}, {plain.layout}, on {plain.device}, with {plain.dim()} axes"
            raise SubmissionError("not_a_tensor", got=kind)
        return plain.cpu().resolve_neg().contiguous()
