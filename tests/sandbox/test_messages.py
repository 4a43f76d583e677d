"""A worker may send any well-formed message; only what fits the request and the annotations of its probe passes."""

from typing import Any

import pytest
import torch

from autograder.printable import LONGEST
from autograder.sandbox import codec
from autograder.sandbox.codec import Parcel
from autograder.sandbox.wire import Frame, WireError
from coursekit.probes import probes_of
from seminar.given_activations import Activation
from seminar.subject import Run, Subject, Weight

ONE = {"0": torch.ones(2)}
PROBES = probes_of(Subject)
# What the grader asked for: two calls on an input of the shape that all gradients here have.
ASKED: dict[str, dict[str, Any]] = {
    "make": {"name": "ModelBaseline"},
    "weights": {"handle": 0},
    "run": {"handle": 0, "inputs": torch.ones(3), "calls": 2},
    "fit": {"handle": 0},
    "device_error": {"handle": 0},
    "same_in_channels_last": {"handle": 0, "images": torch.ones(2)},
    "evaluate": {"handle": 0, "images": torch.ones(5, 3), "batch_size": 2},
}


def read(probe: str, reply: Any, tensors: dict[str, torch.Tensor] | None = None, **asked: Any) -> Any:
    """Return what the grader takes from a worker's reply to a probe."""
    return codec.read_reply(PROBES[probe], {**ASKED[probe], **asked}, Frame({"reply": reply}, tensors or {}))


def test_run_comes_back_as_it_was() -> None:
    """Outputs, input, gradients and the count, with None where nothing flowed."""
    run = Run([torch.ones(2), torch.zeros(1)], torch.ones(3), None, {"w": torch.ones(1), "b": None}, 3)
    parcel = Parcel()
    again = read("run", codec.packed(run, parcel), parcel.tensors)
    assert [value.tolist() for value in again.outputs] == [[1, 1], [0]]
    assert again.gradients["b"] is None
    assert again.gradients["w"].tolist() == [1]
    assert again.input_after.tolist() == [1, 1, 1]
    assert again.input_gradient is None
    assert again.activation_calls == 3


def test_weights_come_back_as_they_were() -> None:
    """Names, owners, values, and whether they are parameters."""
    parcel = Parcel()
    reply = codec.packed([Weight("a.w", "a", torch.ones(2), True)], parcel)
    (weight,) = read("weights", reply, parcel.tensors)
    assert (weight.name, weight.owner, weight.value.tolist(), weight.is_parameter) == ("a.w", "a", [1, 1], True)


def test_activation_comes_to_the_worker_as_it_was() -> None:
    """Class, arguments and form."""
    activation = Activation("Wave", {"scale": 2.0}, "lambda")
    kind = PROBES["make"].arguments["activation"]
    assert codec.unpacked(codec.packed(activation, Parcel()), kind, {}) == activation


RUN: dict[str, Any] = {
    "outputs": ["0"],
    "input_after": "0",
    "input_gradient": None,
    "gradients": {"w": "0"},
    "activation_calls": 1,
}
FORGED_RUNS: list[dict[str, Any]] = [
    {"outputs": []},
    {"outputs": ["0", "0"]},
    {"outputs": ["7"]},
    {"outputs": [0]},
    {"outputs": "0"},
    {"outputs": [["0"]]},
    {"input_after": None},
    {"input_after": {"0": 1}},
    {"input_gradient": "0"},
    {"gradients": [["w", "0"]]},
    {"gradients": {"w": ["0"]}},
    {"gradients": {"w": 1}},
    {"gradients": None},
    {"activation_calls": True},
    {"activation_calls": 1.0},
    {"activation_calls": 10**30},
    {"activation_calls": None},
]


def test_true_run_passes() -> None:
    """The reply that the forged ones depart from."""
    assert read("run", RUN, ONE, calls=1).activation_calls == 1


@pytest.mark.parametrize("change", FORGED_RUNS, ids=str)
def test_forged_run_is_refused(change: dict[str, Any]) -> None:
    """One field at a time."""
    with pytest.raises(WireError):
        read("run", {**RUN, **change}, ONE, calls=1)


@pytest.mark.parametrize("name", RUN)
def test_run_without_a_field_is_refused(name: str) -> None:
    """Nothing is made up."""
    with pytest.raises(WireError):
        read("run", {key: value for key, value in RUN.items() if key != name}, ONE, calls=1)


@pytest.mark.parametrize("losses", [None, [True], ["1"], [None], [10**400], {"0": 1}], ids=str)
def test_forged_losses_are_refused(losses: object) -> None:
    """A list of numbers, and nothing else."""
    with pytest.raises(WireError):
        read("fit", losses)


@pytest.mark.parametrize("outputs", [None, [], ["0"], ["0", "0"], ["0"] * 4, ["0", "0", "1"], [[0]] * 3], ids=str)
def test_forged_outputs_are_refused(outputs: object) -> None:
    """One tensor for each batch, and five images in twos are three."""
    assert len(read("evaluate", ["0"] * 3, ONE)) == 3
    with pytest.raises(WireError):
        read("evaluate", outputs, ONE)


@pytest.mark.parametrize("same", [None, 1, "true", ["true"], {}], ids=str)
def test_forged_answer_on_the_memory_format_is_refused(same: object) -> None:
    """Yes or no."""
    assert read("same_in_channels_last", True) is True
    with pytest.raises(WireError):
        read("same_in_channels_last", same)


@pytest.mark.parametrize("handle", [None, True, "0", 1.0, 10**30], ids=str)
def test_forged_handle_is_refused(handle: object) -> None:
    """A number that can be counted with; what it names is the worker's own matter."""
    with pytest.raises(WireError):
        read("make", handle)


@pytest.mark.parametrize(
    "header",
    [
        {"error": "accuracy_low", "values": {}},
        {"error": "ended", "values": {"why": "x"}},
        {"error": "missing", "values": {}},
        {"error": "missing", "values": {"name": "x", "code": "y"}},
        {"error": "missing", "values": {"name": 5}},
        {"error": "missing", "values": None},
        {"error": ["missing"], "values": {}},
        {"error": 0, "values": {}},
    ],
    ids=str,
)
def test_forged_error_is_refused(header: dict[str, Any]) -> None:
    """Only the codes that Subject has, with exactly their own values."""
    with pytest.raises(WireError):
        codec.read_error(Frame(header, {}), Subject.errors)


def test_error_text_is_cut_and_made_printable() -> None:
    """No escape sequences, no half surrogates, no 10 MB in a report."""
    frame = Frame({"error": "missing", "values": {"name": "\x1b[31m\ud800\u202e" + "x" * 10_000}}, {})
    error = codec.read_error(frame, Subject.errors)
    assert error is not None
    name = str(error.values["name"])
    assert len(name) == LONGEST
    assert name.isprintable()
    name.encode("utf-8")


def test_texts_of_a_reply_are_cut_and_made_printable() -> None:
    """Names of weights, and what was said, go into reports too."""
    long = "\x1b[31m\ud800" + "x" * 10_000
    for text in (read("device_error", long), read("run", {**RUN, "gradients": {long: "0"}}, ONE, calls=1).gradients):
        (told,) = [text] if isinstance(text, str) else text
        assert len(told) == LONGEST
        assert told.isprintable()
