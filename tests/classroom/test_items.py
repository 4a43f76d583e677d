"""Item analysis: pass rates among those judged, discrimination, commonest findings, and how points are spread."""

from dataclasses import replace

import pytest

from autograder.classroom.record import CheckResult, Correction, Record
from autograder.classroom.report.items import FEWEST, Item, histograms, items, wrong_answers
from autograder.classroom.report.kept import Kept
from autograder.classroom.report.page import render
from autograder.classroom.report.summary import misconceptions
from autograder.grading import Grading
from tests.classroom.records import failing, record, ungraded
from tests.course import GRADING, LANGUAGES


@pytest.fixture
def grading() -> Grading:
    """Two questions: q1 with a core and a second check of a point each, q2 with one check of two points."""
    shares = {"q1": {"core": 1.0, "more": 1.0}, "q2": {"core": 1.0}}
    return GRADING.model_copy(update={"points": {"q1": 2.0, "q2": 2.0}, "shares": shares, "limits": {}})


def judged(name: str, grading: Grading, core: str, more: str, other: str) -> Record:
    """Return the record of who got these codes."""
    found = (("q1", "core", core), ("q1", "more", more), ("q2", "core", other))
    checks = tuple(CheckResult(question, check, code, code) for question, check, code in found)
    return record(name, grading, checks=checks, measured={})


def one(records: list[Record], grading: Grading, question: str, check: str) -> Item:
    """Return the item of one check."""
    return next(item for item in items(records, grading) if (item.question, item.check) == (question, check))


def test_rates_are_of_those_who_were_judged(grading: Grading) -> None:
    """Whoever failed the core says nothing of the check behind it; without a mark nobody counts."""
    records = [
        judged("a", grading, "", "", ""),
        judged("b", grading, "", "wrong", ""),
        judged("c", grading, "raised", "not_judged", "raised"),
        ungraded("d", grading, "unreadable", "no JSON"),
    ]
    core, more = one(records, grading, "q1", "core"), one(records, grading, "q1", "more")
    assert (core.judged, core.passed) == (3, pytest.approx(2 / 3))
    assert (more.judged, more.passed, more.codes) == (2, 0.5, (("wrong", 1),))


def test_discrimination_is_the_correlation_with_the_rest(grading: Grading) -> None:
    """By hand: passed 1 1 0 0 and the rest 3 1 1 0 of q2, whose rest is all of q1. One that all pass has none."""
    records = [
        judged("a", grading, "", "", ""),
        judged("b", grading, "", "wrong", ""),
        judged("c", grading, "", "wrong", "wrong"),
        judged("d", grading, "wrong", "not_judged", "wrong"),
    ]
    # passed = (1, 1, 0, 0), points of q1 = (2, 1, 1, 0): covariance 0.25, deviations 0.5 and sqrt(0.5)
    assert one(records, grading, "q2", "core").discrimination == pytest.approx(0.25 / (0.5 * 0.5**0.5))
    # Of the core the check that waits for it is no part of the rest: passed = (1, 1, 1, 0), q2 = (2, 2, 0, 0).
    assert one(records, grading, "q1", "core").discrimination == pytest.approx(0.25 / ((3 / 16) ** 0.5 * 1))
    assert one(records[:3], grading, "q1", "core").discrimination is None


def test_check_that_good_submissions_fail_is_marked(grading: Grading) -> None:
    """Only with as many submissions as it takes to see it."""
    upside_down = [
        judged(f"{n}", grading, "", "wrong" if n % 2 else "", "" if n % 2 else "wrong") for n in range(FEWEST)
    ]
    assert one(upside_down, grading, "q1", "more").doubtful
    assert not one(upside_down[2:], grading, "q1", "more").doubtful
    assert not one(upside_down, grading, "q1", "core").doubtful


def test_error_of_the_code_is_told_apart_by_question(grading: Grading) -> None:
    """What raised in q1 is another mistake than in q2; one that the feedback knows is the same in both."""
    records = [judged("a", grading, "raised", "not_judged", "raised"), judged("b", grading, "wrong", "", "wrong")]
    found = {(code.code, code.questions, code.find) for code in misconceptions(records)}
    assert found == {
        ("raised", ("q1",), "q1:raised"),
        ("raised", ("q2",), "q2:raised"),
        ("wrong", ("q1", "q2"), "wrong"),
    }


def test_histogram_counts_every_graded_submission(grading: Grading) -> None:
    """One bar for each number of points; many different ones share bars, whose ends are told."""
    few = [record(f"{n}", grading, points={"q1": n % 3, "q2": 2.0}) for n in range(9)]
    assert [(bar.low, bar.high, bar.count, bar.share) for bar in histograms(few, grading)["q1"]] == [
        (0, 0, 3, 1),
        (1, 1, 3, 1),
        (2, 2, 3, 1),
    ]
    many = [record(f"{n}", grading, points={"q1": n / 10, "q2": 2.0}) for n in range(21)]
    bars = histograms(many, grading)["q1"]
    assert sum(bar.count for bar in bars) == 21
    assert (bars[0].low, bars[0].high, bars[-1].low) == (0, 0.2, 2)
    assert histograms([], grading) == {"q1": [], "q2": []}


def test_seminar_has_an_item_for_every_check() -> None:
    """In the order of the course, with the codes that students got."""
    found = items([failing("Ada", GRADING, {"function": "softmax_at_end"})], GRADING)
    assert [(item.question, item.check) for item in found] == [
        (q, c) for q, shares in GRADING.shares.items() for c in shares
    ]
    assert found[0].codes == (("softmax_at_end", 1),)


def shown(records: list[Record], grading: Grading, code: dict[str, str]) -> list[str]:
    """Return the excerpts of these records; code: of q1, by student."""
    kept = {name: {"q1": text} for name, text in code.items()}
    return [one.excerpt for one in wrong_answers(records, items(records, grading), kept)]


def test_excerpt_is_the_commonest_code_without_its_author(grading: Grading) -> None:
    """One that names nobody before one that does, which is changed where there is no other."""
    three = [judged(name, grading, "wrong", "not_judged", "") for name in ("Anna Lee", "Boris", "Chloe")]
    assert shown(three, grading, {"Anna Lee": "x = 1", "Boris": "x = 22", "Chloe": "x = 22"}) == ["x = 22"]
    assert shown(three, grading, {"Anna Lee": "x = 111", "Boris": "boris = 1"}) == ["x = 111"]
    assert shown(three, grading, {"Anna Lee": "anna_x = 1"}) == ["name = 1"]
    # The same code of two: neither of them is named.
    assert shown(three, grading, {"Anna Lee": "boris = 1", "Boris": "boris = 1"}) == ["name = 1"]
    assert shown(three, grading, {}) == []


def test_no_excerpt_of_what_a_person_has_corrected_or_what_attacks(grading: Grading) -> None:
    """What the machine found there is not what counts."""
    by_hand = Correction("q1", 2.0, 0.0, 0.0, "right", "Petrova", "")
    wrong = judged("Anna", grading, "wrong", "not_judged", "")
    code = {"Anna": "x = 1"}
    assert shown([wrong], grading, code) == ["x = 1"]
    assert shown([replace(wrong, corrections=(by_hand,))], grading, code) == []
    assert shown([replace(wrong, suspicious=("network",))], grading, code) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_excerpt_is_no_markup(grading: Grading, language: str) -> None:
    """Code is shown as the text that it is, whatever stands in it."""
    records = [judged("Anna", grading, "wrong", "not_judged", "")]
    code = "x = '</code></pre><script>alert(1)</script>'\x1b[2J {{ 7*7 }}"
    page = render(records, grading, language, kept=Kept({"Anna": {"q1": code}}))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "\x1b" not in page
    assert "{{ 7*7 }}" in page
