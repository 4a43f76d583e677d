"""Answers the requests of a grader inside the worker: a Subject over the names of one question."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from autograder.budgets import MIB
from autograder.printable import LONGEST
from autograder.sandbox import audit, messages
from autograder.sandbox.messages import Parcel
from autograder.sandbox.notebook import Notebook, describe
from autograder.sandbox.wire import DTYPES, RANK, Frame, encode
from seminar.language import current_language
from seminar.subject import Subject, SubmissionError

# What an error means that went past Subject, by request: it came from the student's class all the same.
STRAYS = {"make": "construct", "weights": "raised", "run": "raised", "fit": "training"}


class Requests:
    """The requests of one submission; a new subject takes the place of the one before."""

    def __init__(self, notebook: Notebook, reply_bytes: int) -> None:
        self._notebook = notebook
        self._reply_bytes = reply_bytes
        self._subject = Subject({})
        self._known: dict[str, Callable[[Frame], tuple[dict[str, Any], Parcel]]] = {
            "cell": self._cell,
            "end": self._end,
            "open": self._open,
            "make": self._make,
            "weights": self._weights,
            "run": self._run,
            "fit": self._fit,
        }

    def answer(self, request: Frame) -> bytes:
        """Return the reply to a request; whatever student code raises on the way becomes an error in it."""
        do, number = request.header["do"], request.header["number"]
        try:
            header, parcel = self._known[do](request)
            plain = {name: plain_tensor(value) for name, value in parcel.tensors.items()}
            if sum(value.nbytes for value in plain.values()) > self._reply_bytes:
                raise SubmissionError("reply_too_large", mib=self._reply_bytes // MIB)
            return encode({**header, "number": number, "tried": audit.tried()}, plain)
        except SubmissionError as error:
            values = {name: str(value)[:LONGEST] for name, value in error.values.items()}
            return encode({"number": number, "error": error.code, "values": values, "tried": audit.tried()})
        except BaseException as error:
            values = {"what": str(request.header.get("what", do)), "error": describe(error)}
            error_code = STRAYS.get(do, "raised")
            return encode({"number": number, "error": error_code, "values": values, "tried": audit.tried()})

    def _cell(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        header = request.header
        torch.manual_seed(0)
        return {"raised": self._notebook.run(header["cell"], header["source"], header["questions"])}, Parcel()

    def _end(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        self._notebook.end(request.header["questions"])
        return {"language": current_language()}, Parcel()

    def _open(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        self._subject = Subject(self._notebook.open(request.header["question"]), request.header["seed"])
        return {}, Parcel()

    def _make(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        header = request.header
        activation = messages.activation_from(header["activation"])
        return {"handle": self._subject.make(header["name"], activation=activation, p=header["p"])}, Parcel()

    def _weights(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        parcel = Parcel()
        return messages.weights_header(self._subject.weights(request.header["handle"]), parcel), parcel

    def _run(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        header, parcel = request.header, Parcel()
        run = self._subject.run(
            header["handle"],
            request.tensors["inputs"],
            training=header["training"],
            calls=header["calls"],
            cotangent=request.tensors.get("cotangent"),
        )
        return messages.run_header(run, parcel), parcel

    def _fit(self, request: Frame) -> tuple[dict[str, Any], Parcel]:
        header, tensors = request.header, request.tensors
        recipe = messages.recipe_from(header["recipe"])
        return {"losses": self._subject.fit(header["handle"], tensors["images"], tensors["labels"], recipe)}, Parcel()


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
