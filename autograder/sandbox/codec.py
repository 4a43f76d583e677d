"""What a probe takes and gives, as JSON and tensors of the wire, in both directions; derived from its annotations.

Neither side runs code of what arrives. The grader's side checks all of it against the annotations.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from torch import Tensor

from autograder.printable import readable
from autograder.sandbox.wire import Frame, WireError
from coursekit.errors import SubmissionError
from coursekit.probes import Probe

# Errors that any worker may report, with the names of their values; a course's probes have their own besides.
ERRORS: Mapping[str, tuple[str, ...]] = {
    "missing": ("name",),
    "raised": ("what", "error"),
    "construct": ("what", "error"),
    "handed_out": ("name", "what"),
    "reply_too_large": ("mib",),
    "package_missing": ("package",),
    "no_gpu": ("what",),
}
LONGEST_COUNT = 1 << 53


class Parcel:
    """The tensors of a message under construction; a header refers to them by number."""

    def __init__(self) -> None:
        self.tensors: dict[str, Tensor] = {}

    def put(self, value: Tensor) -> str:
        """Add a tensor and return its name in the message."""
        name = str(len(self.tensors))
        self.tensors[name] = value
        return name


def packed(value: Any, parcel: Parcel) -> Any:
    """Return a value as JSON, its tensors in the parcel."""

    def put(inner: Any) -> Any:
        if isinstance(inner, Tensor):
            return parcel.put(inner)
        raise NotImplementedError(f"a probe cannot send a {type(inner).__name__}")

    return msgspec.to_builtins(value, enc_hook=put, str_keys=True)


def unpacked(value: Any, kind: Any, tensors: Mapping[str, Tensor]) -> Any:
    """Return what `packed` made JSON of, as a value of the type `kind`; raises WireError for what cannot be one."""

    def take(wanted: type, inner: Any) -> Any:
        if wanted is Tensor and isinstance(inner, str) and inner in tensors:
            return tensors[inner]
        raise WireError("a tensor that is not there")

    try:
        return msgspec.convert(value, kind, strict=True, dec_hook=take)
    except (msgspec.ValidationError, ValueError, TypeError, OverflowError, RecursionError):
        raise WireError("a reply of another kind") from None


def read_reply(probe: Probe, arguments: Mapping[str, Any], frame: Frame) -> Any:
    """Return the reply to a probe; raises WireError for what no honest worker sends."""
    if probe.returns is type(None):
        return None
    reply = unpacked(plain(frame.header.get("reply")), probe.returns, frame.tensors)
    if not probe.kind.valid(reply, arguments):
        raise WireError("a reply that does not belong to what was asked")
    return reply


def plain(value: Any) -> Any:
    """Return JSON from a worker with texts that can be printed and numbers that can be counted with."""
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, dict):
        return {readable(name): plain(inner) for name, inner in value.items()}
    if type(value) is int and abs(value) > LONGEST_COUNT:
        raise WireError("a number that is too large")
    return value


def read_error(frame: Frame, errors: Mapping[str, tuple[str, ...]]) -> SubmissionError | None:
    """Return the error that a reply reports, or None; only known codes with their own values pass."""
    code = frame.header.get("error")
    if code is None:
        return None
    values, known = frame.header.get("values"), {**ERRORS, **errors}
    if not isinstance(code, str) or code not in known or not isinstance(values, dict):
        raise WireError("an unknown error")
    if set(values) != set(known[code]) or not all(isinstance(value, str) for value in values.values()):
        raise WireError("an error with other values than its own")
    return SubmissionError(code, **{name: readable(value) for name, value in values.items()})


def read_tried(frame: Frame, kinds: Callable[[str], bool]) -> set[str]:
    """Return what a worker says that its code tried; whatever else stands there is left."""
    tried = frame.header.get("tried")
    return {kind for kind in tried if isinstance(kind, str) and kinds(kind)} if isinstance(tried, list) else set()
