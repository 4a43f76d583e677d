"""The public checks: gross mistakes are named as grading names them, and no right answer is ever refused."""

from collections.abc import Mapping
from typing import Any

import pytest
import torch
from torch import nn

from coursekit import public
from coursekit.feedback import CheckFailed
from coursekit.language import LANGUAGES
from seminar import use_language
from seminar.checks import q3
from seminar.subject import Subject
from tests.bank import PLAIN, Case, case_called, cases
from tests.course import CLASS_OF, SEMINAR

QUESTIONS = ("q1", "q2", "q3")
UNKNOWN = "this check does not recognise"
# How the two lines of a passed check begin.
STARTS = {
    "en": ("The public check has passed: ", ("Hidden tests", "Grading")),
    "ru": ("Открытая проверка пройдена: ", ("Скрытые тесты", "При оценке")),
}

# What must be found at once, by the question and the name that grading has for it.
GROSS = {
    "q1": {
        *("softmax_at_end", "log_softmax_at_end", "sigmoid_at_end", "activation_at_end", "function_at_end"),
        *("activation_missing", "other_activation", "average_pooling", "subsampling", "pooling_kind", "pool_window"),
        *("pool_misplaced", "padding_mode", "padding_wrong", "dilated", "residual", "input_changed", "logits_scaled"),
        *("train_differs", "not_deterministic", "input_modified", "not_finite", "kernel_size", "channels", "grouped"),
        *("layers_missing", "extra_layer", "hidden_size", "bias_missing", "normalisation_inside", "padding_missing"),
    },
    "q2": {
        *("activation_ignored", "activation_not_everywhere", "activation_lost", "activation_twice"),
        *("default_activation", "default_missing"),
    },
    "q3": {
        *("nothing_dropped", "elements_dropped", "pixels_dropped", "lines_dropped", "plane_not_uniform"),
        *("mask_shared_by_batch", "mask_fixed", "mask_constant", "mask_without_channels", "batch_all_or_nothing"),
        *("everything_dropped", "dropped_not_zero", "noise_added", "alpha_dropout", "mask_returned"),
        *("not_rescaled", "scaled_in_eval", "scale_one_over_p", "scale_multiplied", "scaled_twice", "scale_varies"),
        *("eval_drops", "eval_not_identity", "modes_swapped", "keep_and_drop_swapped", "channels_moved"),
    },
}
# What shows only where a public check does not look: with other activations, in train mode, in a training run; and what
# is another mistake with its p, where 1 / p rounds to 1.
HIDDEN_ONLY = {
    *("wrong/q2_names_with_default", "wrong/q2_relu_unless_class", "wrong/q2_only_in_eval"),
    *("wrong/q2_dictionary_with_default", "wrong/q2_if_chain", "wrong/q2_table_by_class", "wrong/q2_table_lacks_one"),
    *("wrong/q1_weight_decay_in_forward", "wrong/q3_every_nth_channel"),
}


def public_check(question: str, namespace: Mapping[str, Any], look_for: str | None = None) -> str:
    """Return what is said of a public check that passed; raise CheckFailed."""
    return public.public_check("seminar", question, namespace, look_for)


def check(question: str, namespace: Mapping[str, Any], look_for: str = "mistakes") -> str:
    """Return the name of what a public check found, "" if it passed."""
    try:
        public_check(question, namespace, look_for)
    except CheckFailed as reason:
        return reason.code
    return ""


def grossly_wrong() -> list[tuple[str, Case]]:
    """Return the files of the bank with a gross mistake, and its question; of q1, which takes longer, one for each."""
    found: list[tuple[str, Case]] = []
    for case in cases("wrong"):
        for question in QUESTIONS:
            gross = question in case.breaks and case.code in GROSS[question] and case.name not in HIDDEN_ONLY
            known = question == "q1" and case.code in {other.code for kind, other in found if kind == question}
            if gross and not known:
                found.append((question, case))
    return found


GROSSLY_WRONG = grossly_wrong()


@pytest.mark.parametrize(("question", "case"), GROSSLY_WRONG, ids=[case.name for _, case in GROSSLY_WRONG])
def test_gross_mistake_is_named_as_in_grading(question: str, case: Case) -> None:
    """The bank says what the hidden checks call it."""
    assert check(question, case.namespace()) == case.code


def test_bank_has_the_gross_mistakes() -> None:
    """The test above is about something."""
    found = {(question, case.code) for question, case in GROSSLY_WRONG}
    assert {(question, code) for question, codes in GROSS.items() for code in codes} == found


@pytest.mark.parametrize("case", [PLAIN, *cases("correct")], ids=lambda case: case.name)
def test_right_answer_passes(case: Case) -> None:
    """However unusual, and it is recognised: nobody is told to compare it once more.

    A file that does not name the class of a question leaves the plain one as it is, which is a case of its own.
    """
    namespace, own = case.namespace(), case.path.read_text(encoding="utf-8")
    told = [public_check(question, namespace) for question in QUESTIONS if CLASS_OF[question] in own]
    assert told
    assert [said for said in told if UNKNOWN in said] == []


@pytest.mark.parametrize(
    "case", [case for case in cases("wrong") if case.breaks == ("q2",)], ids=lambda case: case.name
)
def test_mistake_of_q2_is_not_said_of_q1(case: Case) -> None:
    """Where one class answers both: the check of q1 leaves to q2 what is q2's."""
    if "q1" not in case.also:
        assert check("q1", case.namespace()) == ""


class Unusual(nn.Module):
    """A network of the right size that nobody has a name for."""

    def __init__(self, activation: Any = nn.ReLU) -> None:
        super().__init__()
        self.convs = nn.Sequential(
            *(nn.Conv2d(3, 16, 3, padding=1), activation(), nn.AvgPool2d(2, 2)),
            *(nn.Conv2d(16, 16, 3, padding=1), nn.Flatten(), nn.Linear(4096, 128), activation(), nn.Linear(128, 10)),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return 3 * self.convs(x)


def test_network_without_a_name_passes_and_is_told_of() -> None:
    """Two mistakes at once: it may be right for all that the check knows, but it is not praised."""
    for question in ("q1", "q2"):
        said = public_check(question, {"ModelBaseline": Unusual})
        assert UNKNOWN in said
        assert "softmax" not in said


class Exact(nn.Module):
    """Exactly C * p channels of each image."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return x
        dropped = torch.rand(x.shape[:2]).argsort(1).argsort(1) < round(x.shape[1] * self.p)
        return x.masked_fill(dropped[..., None, None], 0) / (1 - self.p)


@pytest.mark.parametrize("layer", [nn.Dropout2d, Exact])
def test_right_dropout_does_not_fail_by_chance(layer: type[nn.Module]) -> None:
    """The docstring says below 1e-100; thirty seeds show that nothing common is refused."""
    for seed in range(30):
        assert q3.check_mistakes(Subject({"SpatialDropout": layer}, seed))


def test_same_answer_is_told_the_same_twice() -> None:
    """No secret and no chance: a check that is run again says the same words."""
    case = case_called("wrong/q3_element_mask")
    said = set()
    for _ in range(3):
        with pytest.raises(CheckFailed) as reason:
            public_check("q3", case.namespace())
        said.add(str(reason.value))
    assert len(said) == 1


@pytest.mark.parametrize(
    ("question", "name"), [("q1", "q1_softmax"), ("q2", "q2_ignored"), ("q3", "q3_identity"), ("q3", "q3_eval_times_p")]
)
def test_shapes_alone_let_mistakes_pass(question: str, name: str) -> None:
    """For a course that wants its public checks so; what passed is not called more than that."""
    namespace = case_called(f"wrong/{name}").namespace()
    assert check(question, namespace) != ""
    assert "looked at when grading" in public_check(question, namespace, "shapes")


@pytest.mark.parametrize("question", SEMINAR.questions)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look_for", ["shapes", "mistakes"])
def test_passed_check_says_what_it_saw_and_what_grading_adds(question: str, language: str, look_for: str) -> None:
    """Two lines, in the notebook's language."""
    use_language(language)
    saw, adds = public_check(question, PLAIN.namespace(), look_for).splitlines()
    passed, grading = STARTS[language]
    assert saw.startswith(passed)
    assert adds.startswith(grading)


def test_check_that_stumbles_says_so_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply that nobody thought of is no traceback in the notebook."""

    def stumble(subject: Subject) -> bool:
        raise IndexError("amax()")

    monkeypatch.setattr("seminar.checks.q1.check_mistakes", stumble)
    assert check("q1", PLAIN.namespace()) == "check_failed"
