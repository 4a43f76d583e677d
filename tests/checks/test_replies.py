"""Whatever tensor a student's class returns, and whenever, a check gives a verdict: it never stumbles over a reply."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from autograder.judge import one_thread
from autograder.trial import Build
from coursekit.feedback import CheckFailed
from seminar.subject import Subject
from tests.bank import PLAIN
from tests.course import judge
from tests.proofs.drawn import drawn_build
from tests.sample import chosen

SHAPES = (
    (),
    (0,),
    (10,),
    (7,),
    (7, 0),
    (0, 10),
    (7, 10),
    (5, 10),
    (1, 10),
    (7, 9),
    (7, 1, 10),
    (128, 20, 3, 4),
    (2, 0, 3, 4),
)
DTYPES = (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.bool, torch.complex64)
FILLS = (0.0, 1.0, float("nan"), float("inf"), -float("inf"), 1e-40, 1e38)
GOOD_CALLS = (0, 1, 3, 8, 20)
LATE = [(question, good_calls) for question in ("q1", "q2", "q3") for good_calls in GOOD_CALLS]
QUICK = [("q1", 0), ("q2", 0), ("q3", 0), ("q1", 3), ("q3", 3)]


@pytest.fixture(scope="module")
def build() -> Build:
    """Give a build with a fixed secret."""
    return drawn_build("a secret of the replies")


def replies() -> Iterator[Tensor]:
    """Yield tensors of all shapes and dtypes, each full of one number."""
    for shape in SHAPES:
        for dtype in DTYPES:
            for fill in FILLS if dtype.is_floating_point else FILLS[:2]:
                yield torch.full(shape, fill, dtype=torch.float64).to(dtype)


def namespace(reply: Tensor | None, good_calls: int, like: bool) -> dict[str, Any]:
    """Return the reference's classes, which give `reply` after some calls; like: in the shape of the right output."""
    names = PLAIN.namespace()

    def spoiled(base: type[nn.Module]) -> type[nn.Module]:
        # mypy knows no classes whose base is a variable.
        class Spoiled(base):  # type: ignore[misc, valid-type]
            calls = 0

            def forward(self, x: Tensor) -> Any:
                self.calls += 1
                right = super().forward(x)
                if self.calls <= good_calls or reply is None:
                    return right
                return reply.flatten()[:1].expand(right.numel()).reshape(right.shape).clone() if like else reply.clone()

        return Spoiled

    return {**names, **{name: spoiled(names[name]) for name in ("ModelBaseline", "SpatialDropout")}}


# What a student may call a method of their own, though nn.Module has one of that name.
TAKEN = (
    *("train", "eval", "parameters", "named_parameters", "buffers", "named_buffers", "modules", "named_modules"),
    *("children", "named_children", "to", "float", "double", "half", "cpu", "cuda", "apply", "zero_grad"),
    *("state_dict", "load_state_dict", "requires_grad_", "register_buffer", "register_parameter", "add_module", "type"),
)


@pytest.mark.parametrize("name", chosen(TAKEN, ("train", "named_parameters", "to", "state_dict")))
def test_no_method_of_a_student_makes_a_check_stumble(build: Build, name: str) -> None:
    """A method that has the name of one of nn.Module's and does something else costs what it costs."""
    names = PLAIN.namespace()
    taken = {name: lambda self, *arguments, **named: 3}
    names |= {cls: type(cls, (names[cls],), taken) for cls in ("ModelBaseline", "SpatialDropout")}
    with one_thread():
        for question in ("q1", "q2", "q3"):
            judge(question, lambda seed: Subject(names, seed), build)


@pytest.mark.parametrize(("question", "good_calls"), chosen(LATE, QUICK))
def test_no_reply_makes_a_check_stumble(build: Build, question: str, good_calls: int) -> None:
    """Every 61st reply, in its own shape and in the right one; which ones depends on the number of good calls."""
    with one_thread():
        for index, reply in enumerate(replies()):
            if index % 61 != 12 * GOOD_CALLS.index(good_calls):
                continue
            for like in (False, True) if reply.numel() else (False,):
                names = namespace(reply, good_calls, like)
                verdicts = judge(question, partial(Subject, names), build).verdicts
                assert all(verdict is None or isinstance(verdict, CheckFailed) for verdict in verdicts.values())
                if good_calls == 0:
                    assert next(iter(verdicts.values())) is not None, (reply.shape, reply.dtype, like)
