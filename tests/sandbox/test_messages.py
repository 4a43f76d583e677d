"""A worker may send any well-formed message; only what fits the request and its kind of reply passes."""

from typing import Any

import pytest
import torch
from autograder.sandbox.messages import Parcel

from autograder.printable import LONGEST
from autograder.sandbox import messages
from autograder.sandbox.wire import Frame, WireError
from seminar.given_activations import Activation
from seminar.subject import Run, Weight

ONE = {"0": torch.ones(2)}


def test_run_comes_back_as_it_was() -> None:
    """Outputs, input, gradients and the count, with None where nothing flowed."""
    run = Run([torch.ones(2), torch.zeros(1)], torch.ones(3), None, {"w": torch.ones(1), "b": None}, 3)
    parcel = Parcel()
    header = messages.run_header(run, parcel)
    again = messages.read_run(Frame(header, parcel.tensors), 2)
    assert [value.tolist() for value in again.outputs] == [[1, 1], [0]]
    assert again.gradients["b"] is None
    assert again.input_gradient is None
    assert again.activation_calls == 3


def test_weights_come_back_as_they_were() -> None:
    """Names, owners, values, and whether they are parameters."""
    parcel = Parcel()
    header = messages.weights_header([Weight("a.w", "a", torch.ones(2), True)], parcel)
    (weight,) = messages.read_weights(Frame(header, parcel.tensors))
    assert (weight.name, weight.owner, weight.value.tolist(), weight.is_parameter) == ("a.w", "a", [1, 1], True)


def test_activation_comes_back_as_it_was() -> None:
    """Class, arguments and form."""
    activation = Activation("Wave", {"scale": 2.0}, "lambda")
    assert messages.activation_from(messages.activation_header(activation)) == activation


RUN: dict[str, Any] = {
    "outputs": ["0"],
    "input_after": "0",
    "input_gradient": None,
    "gradients": [["w", "0"]],
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
    {"gradients": {"w": "0"}},
    {"gradients": [["w"]]},
    {"gradients": [[1, "0"]]},
    {"gradients": None},
    {"activation_calls": -1},
    {"activation_calls": True},
    {"activation_calls": 1.0},
    {"activation_calls": 10**30},
]


def test_true_run_passes() -> None:
    """The header that the forged ones depart from."""
    assert messages.read_run(Frame(RUN, ONE), 1).activation_calls == 1


@pytest.mark.parametrize("change", FORGED_RUNS, ids=str)
def test_forged_run_is_refused(change: dict[str, Any]) -> None:
    """One field at a time."""
    with pytest.raises(WireError):
        messages.read_run(Frame({**RUN, **change}, ONE), 1)


@pytest.mark.parametrize("losses", [None, [True], ["1"], [None], [10**400], {"0": 1}], ids=str)
def test_forged_losses_are_refused(losses: object) -> None:
    """A list of numbers, and nothing else."""
    with pytest.raises(WireError):
        messages.read_losses(Frame({"losses": losses}, {}))


@pytest.mark.parametrize("handle", [None, -1, True, "0", 1.0, 10**9], ids=str)
def test_forged_handle_is_refused(handle: object) -> None:
    """A small number."""
    with pytest.raises(WireError):
        messages.read_handle(Frame({"handle": handle}, {}))


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
        messages.read_error(Frame(header, {}))


def test_error_text_is_cut_and_made_printable() -> None:
    """No escape sequences, no half surrogates, no 10 MB in a report."""
    frame = Frame({"error": "missing", "values": {"name": "\x1b[31m\ud800\u202e" + "x" * 10_000}}, {})
    error = messages.read_error(frame)
    assert error is not None
    name = str(error.values["name"])
    assert len(name) == LONGEST
    assert name.isprintable()
    name.encode("utf-8")
