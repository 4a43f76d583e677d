"""Remarks on q3: habits that are worth knowing and cost nothing, in both languages, here and through the sandbox."""

from collections.abc import Callable
from functools import cache, partial

import pytest
import torch

from autograder.grading import Budgets
from autograder.judge import one_thread
from autograder.sandbox import codec
from autograder.sandbox.submission import SandboxedSubmission
from autograder.sandbox.wire import Frame, WireError
from coursekit.feedback import CheckFailed
from coursekit.probes import probes_of
from coursekit.submission.source import Cell, Submission
from seminar.recognisers.planes import scale_tolerance
from seminar.subject import Subject, SubmissionError
from solutions.questions.q3_spatial_dropout import looks as dropout_looks
from solutions.questions.q3_spatial_dropout.device import is_mismatch
from solutions.questions.q3_spatial_dropout.dtypes import GAP
from tests.bank import PLAIN, Case, case_called
from tests.course import SEMINAR, build_of, judge, words
from tests.sample import chosen

pytestmark = pytest.mark.usefixtures("warm")
BUILD = build_of("a secret")
FLOAT32, ON_CPU = "remark_mask_float32", "remark_mask_on_cpu"
HABITS = {"q3_float_mask": [FLOAT32], "q3_bernoulli_on_cpu": [FLOAT32, ON_CPU], "q3_buffer": []}
WORDS = {"ru": ("когда dtype маски", "лежит x: здесь она на CPU"), "en": ("another dtype than x", "lies on the CPU")}


def correct(name: str) -> Case:
    """Return a case of the correct bank."""
    return case_called(f"correct/{name}")


def script(source: str) -> Submission:
    """Return a `.py` file as it is handed in."""
    return Submission("answers.py", script=True, cells=(Cell(source),))


def remarks_of(make_subject: Callable[[int], Subject]) -> list[CheckFailed]:
    """Return the remarks on a right answer to q3 that must lose nothing."""
    judged = judge("q3", make_subject, BUILD)
    assert set(judged.verdicts.values()) == {None}
    return judged.remarks


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("q2_plain_list_of_activations", ["remark_activation_unregistered"]),
        ("q2_made_in_forward", ["remark_activation_unregistered"]),
        ("q2_module_list_of_activations", []),
        ("q2_copied", []),
    ],
)
def test_activation_that_cannot_learn_is_remarked(name: str, codes: list[str]) -> None:
    """The slope of nn.PReLU is none of the parameters; the task names no such activation, so it costs nothing."""
    names = correct(name).namespace()
    judged = judge("q2", lambda seed: Subject(names, seed), BUILD)
    assert set(judged.verdicts.values()) == {None}
    assert [remark.code for remark in judged.remarks] == codes


@cache
def remarks_here(name: str) -> list[CheckFailed]:
    """Return the remarks on a case of the correct bank, which are the same in each language."""
    names = correct(name).namespace()
    return remarks_of(lambda seed: Subject(names, seed))


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", HABITS)
def test_habit_is_remarked_and_costs_nothing(name: str, language: str) -> None:
    """Every remark once, although several shapes and dtypes show it, and in each language."""
    remarks = remarks_here(name)
    assert [remark.code for remark in remarks] == HABITS[name]
    for remark in remarks:
        assert WORDS[language][remark.code == ON_CPU] in words(remark, language)


@pytest.mark.parametrize("name", chosen([*HABITS], ["q3_bernoulli_on_cpu"]))
def test_habit_is_remarked_through_the_sandbox(name: str) -> None:
    """The worker sends one line, which is judged on this side: the file with all remarks, the others are slow."""
    with SandboxedSubmission(script(correct(name).source()), SEMINAR, Budgets()) as submission:
        remarks = remarks_of(lambda seed: submission.subject("q3", seed))
    assert [remark.code for remark in remarks] == HABITS[name]


def test_nobody_is_asked_for_remarks_when_the_core_failed() -> None:
    """A layer that drops nothing is told so, and no more."""
    asked: list[SpySubject] = []

    def make_subject(seed: int) -> Subject:
        asked.append(SpySubject(case_called("wrong/q3_identity").namespace(), seed))
        return asked[-1]

    judged = judge("q3", make_subject, BUILD)
    assert judged.verdicts["drops"] is not None
    assert judged.remarks == []
    assert not any(subject.asked for subject in asked)


class SpySubject(Subject):
    """Fails where it is asked for a remark, as a worker that dies of it would."""

    asked = False

    def device_error(self, handle: int, shape: tuple[int, ...]) -> str:
        self.asked = True
        raise SubmissionError("ended", why="died")


def test_failure_of_a_remark_costs_nothing() -> None:
    """Whatever happens on the way to a remark, the verdicts stand."""
    names = PLAIN.namespace()
    subjects: list[SpySubject] = []

    def make_subject(seed: int) -> Subject:
        subjects.append(SpySubject(names, seed))
        return subjects[-1]

    assert remarks_of(make_subject) == []
    assert [subject.asked for subject in subjects] == [False] * 6 + [True]


# What a layer does with a mask that lies on the CPU while x lies on "meta".
MISPLACED = {
    "mul": lambda x, mask: x * mask.float(),
    "mul of bools": lambda x, mask: mask * x,
    "div": lambda x, mask: x / mask,
    "where": lambda x, mask: torch.where(mask, x, 0.0),
    "where with zeros": lambda x, mask: torch.where(mask, x, torch.zeros_like(x)),
    "masked_fill": lambda x, mask: x.masked_fill(~mask, 0),
    "einsum": lambda x, mask: torch.einsum("nchw,nc->nchw", x, mask[..., 0, 0].float()),
    "bernoulli": lambda x, mask: x * torch.bernoulli(torch.full(mask.shape, 0.8)),
    "dropout of ones": lambda x, mask: x * torch.dropout(torch.ones(mask.shape), 0.2, True),
    "index_fill": lambda x, mask: x.index_fill(1, torch.randperm(8)[:2], 0),
    "take_along_dim": lambda x, mask: torch.take_along_dim(x, torch.zeros(4, 8, 1, 1, dtype=torch.long), 1),
    "cat": lambda x, mask: torch.cat([x, torch.zeros(4, 1, 3, 5)], 1),
    "list": lambda x, mask: x * torch.tensor(mask.tolist()),
}
PLACED = {
    "moved": lambda x, mask: x * mask.to(x.device),
    "cast and moved": lambda x, mask: x * mask.to(x),
    "number": lambda x, mask: x * torch.tensor(0.5),
    "like x": lambda x, mask: x * (torch.rand_like(x[:, :, :1, :1]) > 0.2),
    "nonzero": lambda x, mask: x[(x > 0).nonzero()],
    "item": lambda x, mask: x * float(x.sum()),
    "numpy": lambda x, mask: torch.from_numpy(x.numpy()),
    "own error": lambda x, mask: x.no_such_method(),
}
Forward = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def device_error(forward: Forward) -> str:
    """Return what a layer with `forward` of x and a mask made on the CPU says on "meta"."""

    class Layer(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return forward(x, torch.rand(x.shape[0], x.shape[1], 1, 1) > 0.2)

    subject = Subject({"Layer": Layer})
    return subject.device_error(subject.make("Layer"), (4, 8, 3, 5))


@pytest.mark.parametrize("name", MISPLACED)
def test_torchs_words_for_two_devices_are_known(name: str) -> None:
    """A new version of torch that words it differently shows here."""
    error = device_error(MISPLACED[name])
    assert is_mismatch(error), error


@pytest.mark.parametrize("name", PLACED)
def test_whatever_else_meta_cannot_do_is_silent(name: str) -> None:
    """A mask that is moved, and what needs values."""
    error = device_error(PLACED[name])
    assert not is_mismatch(error), error


@pytest.mark.parametrize("said", [None, 1, ["cpu"], {"said": ""}])
def test_forged_line_is_refused(said: object) -> None:
    """Only a text passes."""
    asked, arguments = probes_of(Subject)["device_error"], {"handle": 0, "shape": (4, 8, 3, 5)}
    assert codec.read_reply(asked, arguments, Frame({"reply": "a line"}, {})) == "a line"
    with pytest.raises(WireError):
        codec.read_reply(asked, arguments, Frame({"reply": said}, {}))


@pytest.mark.parametrize(("dtype", "bound"), [(torch.float16, 2**-8), (torch.bfloat16, 2**-5)], ids=str)
def test_rounding_of_every_writing_stays_within_half_the_bound(dtype: torch.dtype, bound: float) -> None:
    """x / (1 - p) in half precision, every step rounded, is within 2 eps of the exact value for the rates judged."""
    x = torch.linspace(0.1, 2.5, 10_000).to(dtype)
    for p in dropout_looks.LOW_RATES:
        rate = torch.tensor([p], dtype=dtype)
        ways = [x / (1 - p), x * (1 / (1 - p)), x / (1 - rate), x * (1 / (1 - rate)), x * (1 - rate).reciprocal()]
        for way in ways:
            factors = way.double() / x.double()
            assert float((factors * (1 - p) - 1).abs().max()) <= bound / 2
    assert scale_tolerance(dtype, torch.float32) == scale_tolerance(dtype, dtype) == bound
    assert scale_tolerance(torch.float16, torch.bfloat16) == 2**-5


@pytest.mark.parametrize("dtype", ["Half", "BFloat16"])
def test_what_torch_lacks_in_half_precision_is_not_the_students_mistake(dtype: str) -> None:
    """A layer that meets it in half precision loses nothing; a real error there does."""
    assert GAP.search(f"RuntimeError: \"kthvalue_cpu\" not implemented for '{dtype}'")
    kind = {"Half": "float16", "BFloat16": "bfloat16"}[dtype]
    source = """
class Lacking(SpatialDropout):
    def forward(self, x):
        if x.dtype == torch.{kind}:
            raise RuntimeError("{words}")
        return super().forward(x)
"""
    for said, code in ((f"'some_cpu' not implemented for '{dtype}'", None), ("my own error", "only_in_dtype")):
        names = PLAIN.namespace()
        exec(source.format(kind=kind, words=said), names)
        names["SpatialDropout"] = names["Lacking"]
        verdict = judge("q3", partial(Subject, names), BUILD).verdicts["care"]
        assert (verdict and verdict.code) == code


def test_half_precision_that_comes_out_wider_is_judged_by_its_values() -> None:
    """float64 stays float64 with a float32 mask; what turns it into float32 fails."""
    for name, code in (("correct/q3_float_mask", None), ("wrong/q3_output_to_float", "dtype_changed")):
        names = case_called(name).namespace()
        with one_thread():
            verdict = judge("q3", partial(Subject, names), BUILD).verdicts["care"]
        assert (verdict and verdict.code) == code
