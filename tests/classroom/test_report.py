"""report.html: its numbers, what asks for a human, the comparison, and that no name becomes markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest

from autograder.classroom.record import GRADED, SUPERSEDED, UNREADABLE, CheckResult, NoteRecord, Record, Remark
from autograder.classroom.report.compare import DECIDING, changes, comparison_lines
from autograder.classroom.report.concerns import ASKED, TOLD, concerns
from autograder.classroom.report.page import render
from autograder.classroom.report.summary import glance, misconceptions, pass_rates, question_summaries
from autograder.classroom.report.wording import read_texts
from autograder.classroom.report.write import write_comparison, write_report
from autograder.errors import GraderError
from autograder.grading import Grading
from tests.classroom.records import HOSTILE, classroom, failing, record, ungraded
from tests.course import GRADING, LANGUAGES

PLACE = re.compile(r"{(\w*)")


@pytest.fixture(scope="module")
def grading() -> Grading:
    """The grading of the seminar."""
    return GRADING


class Page(HTMLParser):
    """What a browser would make of a page: its tags, the values of their attributes, ids, headings and texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def three(grading: Grading) -> list[Record]:
    """Return one with every point, one whose q1 fails at its core, one that loses a later check of q3."""
    return [
        record("Ada", grading),
        failing("Bob", grading, {"function": "softmax_at_end"}),
        failing("Eve", grading, {"care": "dtype_changed"}),
    ]


def test_glance_counts_marks_of_graded_submissions_only(grading: Grading) -> None:
    """An unreadable file and an earlier attempt change neither the mean nor the median nor how many have it all."""
    earlier = replace(record("Old", grading), status=SUPERSEDED, points={}, checks=())
    seen = glance([*three(grading), ungraded("Zoe", grading, UNREADABLE, "no JSON"), earlier], grading)
    care = grading.check_points("q3", "care")
    totals = [grading.possible, grading.possible - grading.points["q1"], grading.possible - care]
    assert (seen.submissions, seen.graded, seen.earlier, seen.full) == (4, 3, 1, 1)
    assert seen.mean == pytest.approx(sum(totals) / 3)
    assert seen.median == pytest.approx(grading.possible - care)


def test_check_that_was_not_judged_is_not_passed(grading: Grading) -> None:
    """Its rate is that of those who passed it, among all that were graded."""
    rates = pass_rates(three(grading), grading)
    assert rates["q1", "function"] == rates["q1", "gradients"] == pytest.approx(2 / 3)
    assert rates["q2", "standard"] == 1


def test_question_summaries_give_means_and_full_shares(grading: Grading) -> None:
    """Of three, one has no points in q1, and all have those of q2."""
    q1, q2, *_ = question_summaries(three(grading), grading)
    assert (q1.mean, q1.full) == (pytest.approx(grading.points["q1"] * 2 / 3), pytest.approx(2 / 3))
    assert (q2.mean, q2.full) == (grading.points["q2"], 1)


def test_misconceptions_come_commonest_first_and_once_for_each_submission(grading: Grading) -> None:
    """A code in two checks of one student counts once; what was not judged is no misconception."""
    twice = failing("Dan", grading, {"care": "dtype_changed", "scale": "dtype_changed"})
    found = misconceptions([*three(grading), twice])
    assert [(one.code, one.submissions) for one in found] == [("dtype_changed", 2), ("softmax_at_end", 1)]
    assert found[0].share == pytest.approx(2 / 4)


def test_example_of_misconception_never_holds_a_name(grading: Grading) -> None:
    """A message that quotes its student's name or address is passed over for another student's."""

    def told(name: str, message: str, **more: object) -> Record:
        return record(name, grading, checks=(CheckResult("q1", "function", "raised", message),), **more)

    quotes = told("Ada Lovelace", "lovelace_model is not defined")
    address = told("Bob", "no module named b.ober", email="b.ober@example.org")
    plain = told("Eve", "name 'x' is not defined")
    assert misconceptions([quotes, address, plain])[0].example == "name 'x' is not defined"
    assert misconceptions([quotes, address])[0].example == ""


def test_layer_that_held_for_others_is_a_concern(grading: Grading) -> None:
    """One that holds for nobody on this machine is not, and neither is that no code was run."""
    held, not_held = {"held": True, "detail": ""}, {"held": False, "detail": "not here"}
    usual = record("Ada", grading, layers={"user": held, "mounts": not_held})
    open_one = record("Bob", grading, layers={"user": not_held, "mounts": not_held})
    found = concerns([usual, open_one, ungraded("Eve", grading, UNREADABLE, "no JSON")])
    assert found["Ada"] == ()
    assert [(one.kind, one.detail) for one in found["Bob"]] == [("layers", "user")]
    assert [one.kind for one in found["Eve"]] == ["not_graded"]


def test_every_kind_of_concern_appears_in_a_class(grading: Grading) -> None:
    """The synthetic class has each of them, so that the tests of the page see them all."""
    found = concerns(classroom(60, grading))
    assert {one.kind for several in found.values() for one in several} == {*ASKED, *TOLD}


def test_comparison_says_who_changes_and_who_is_missing(grading: Grading) -> None:
    """One question of one student has other points, one student is only before, one only after."""
    before = [*three(grading), record("Old", grading)]
    lower = replace(before[0], points={**before[0].points, "q2": 0.0})
    found = changes(before, [lower, *before[1:3], record("New", grading)], {}, grading.points)
    (change,) = found.changes
    assert (change.student, change.question, change.before, change.after) == ("Ada", "q2", grading.points["q2"], 0)
    assert (change.total_before, change.total_after) == (grading.possible, grading.possible - grading.points["q2"])
    assert (found.matched, found.changed) == (3, 1)
    assert [one.student for one in found.only_before] == ["Old"]
    assert [one.student for one in found.only_after] == ["New"]


def test_comparison_lines_hold_no_control_characters(grading: Grading) -> None:
    """A name with an escape sequence or a line break cannot write to the terminal."""
    before = [record("\x1b[2Jevil\nname", grading)]
    lines = comparison_lines(changes(before, [replace(before[0], points={"q1": 0.0})], {}, grading.points), "en")
    assert all(line.isprintable() for line in lines), lines


def test_comparison_is_a_section_of_the_report(grading: Grading, tmp_path: Path) -> None:
    """It stands before all others, with the points before and after."""
    before = [record("Ada", grading)]
    path = tmp_path / "report.html"
    write_comparison(before, [replace(before[0], points={**before[0].points, "q1": 0.5})], {}, grading, path, "en")
    html = path.read_text(encoding="utf-8")
    assert html.index('id="comparison"') < html.index('id="glance"')
    assert f"{grading.points['q1']:g} → 0.5" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_undecided_is_never_stated_as_decided(grading: Grading, tmp_path: Path, language: str) -> None:
    """What would be measured again has no mark after, the total a range, and the page and the terminal the command."""
    before, path = [record("Ada", grading), record("Bob", grading)], tmp_path / "comparison.html"
    lower = replace(before[0], points={**before[0].points, "q1": 2.0})
    comparison = write_comparison(before, [lower, before[1]], {"Ada": ("q4",)}, grading, path, language)
    assert [(one.question, one.points, one.total) for one in comparison.changes] == [
        ("q1", "2", "8–9"),
        ("q4", "?", "8–9"),
    ]
    assert (comparison.changed, comparison.undecided) == (1, 1)
    shown, told = path.read_text(encoding="utf-8"), "\n".join(comparison_lines(comparison, language))
    assert "1 → ?" in shown
    assert "q4: 1 -> ?" in told
    for command in DECIDING:
        assert command in shown
        assert command in told
    word = read_texts(language)["comparison"]["undecided"]
    assert f'<th scope="col">{word}</th>' in shown
    assert f"; {word}: q4" in told


def with_text(grading: Grading, text: str) -> Page:
    """Return the page of a class in which `text` stands wherever a submission can put one."""
    checks, told = (CheckResult("q1", "function", "raised", text),), (Remark("q3", text, text),)
    every = record(
        text,
        grading,
        student_id=text,
        email=text,
        reason=text,
        checks=checks,
        remarks=told,
        notes=(NoteRecord(text, text),),
        blocked=(text,),
        suspicious=(text,),
        layers={text: {"held": False, "detail": text}},
        confined=False,
    )
    return Page(render([every, record("Bob", grading, checks=checks, remarks=told)], grading, "en"))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_and_messages_are_text(grading: Grading, name: str) -> None:
    """The page has the tags and attributes of a page with a harmless word in its place, and shows the text."""
    hostile, harmless = with_text(grading, name), with_text(grading, "harmless")
    # In any order: rows stand by name.
    assert sorted((tag, *has) for tag, has in hostile.tags) == sorted((tag, *has) for tag, has in harmless.tags)
    assert name.replace("\u202e", "\ufffd") in hostile.texts


def test_lone_surrogate_in_a_name_can_be_written(grading: Grading, tmp_path: Path) -> None:
    """JSON may hold one; UTF-8 may not."""
    write_report([record("\ud800", grading)], grading, tmp_path / "report.html", "en")
    assert (tmp_path / "report.html").read_bytes().decode("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_loads_nothing(grading: Grading, language: str) -> None:
    """No attribute and no style points out of the file but to the pages with feedback beside it, which a reader opens;
    and the page forbids what might."""
    page = Page(html := render(records := classroom(60, grading), grading, language))
    links = [value for _, tag in page.tags for key, value in tag.items() if key in ("src", "href", "xlink:href")]
    beside = {f"{quote(record.id)}/feedback.{kind}" for record in records for kind in ("md", "html")}
    assert {link for link in links if not link.startswith("#")} <= beside
    assert set(re.findall(r"url\((.)", html)) <= {"#"}
    assert "default-src 'none'" in html


@pytest.mark.parametrize("size", [0, 1, 60])
def test_page_can_be_read_by_a_screen_reader(grading: Grading, size: int) -> None:
    """It has a language, each id once, one h1, no skipped level of headings, scopes, captions and named pictures."""
    page = Page(render(classroom(size, grading), grading, "ru"))
    named = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    tags = [tag for tag, _ in page.tags]
    assert dict(page.tags)["html"]["lang"] == "ru"
    assert sorted(named) == sorted(set(named))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    assert tags.count("caption") == tags.count("table")
    pictures = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(pictures) == 3
    assert all(picture["role"] == "img" and picture["aria-labelledby"] in named for picture in pictures)


def test_ids_that_are_referred_to_exist(grading: Grading) -> None:
    """Links, aria-controls and the parts of pictures all point at something."""
    page = Page(html := render(classroom(60, grading), grading, "en"))
    named = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    keys = ("aria-controls", "aria-labelledby", "href", "xlink:href")
    found = {value for _, tag in page.tags for key, value in tag.items() if key in keys}
    meant = {value.removeprefix("#") for value in found if "/feedback." not in value}
    assert meant | set(re.findall(r"url\(#([^)]+)\)", html)) <= named


@pytest.mark.parametrize("picture", ["totals", "measured-q4", "times"])
def test_pictures_say_their_numbers(grading: Grading, picture: str) -> None:
    """The sentence of each picture holds how many submissions it shows."""
    html = render(classroom(30, grading), grading, "en")
    said = re.search(rf'<figcaption id="{picture}-says">(.*?)</figcaption>', html)
    assert said is not None
    assert {"totals": ": 27.", "measured-q4": ": 27,", "times": ": 30."}[picture] in said[1], said[1]


def test_same_records_give_the_same_bytes(grading: Grading) -> None:
    """Nothing in the page depends on the time or on chance."""
    records = classroom(20, grading)
    assert render(records, grading, "en") == render(records, grading, "en")


def test_three_hundred_students_take_less_than_five_megabytes(grading: Grading) -> None:
    """The page can be mailed."""
    size = len(render(classroom(300, grading), grading, "ru").encode())
    assert size < 5e6, f"{size / 1e6:.1f} MB"


def test_texts_have_the_same_keys_and_places_in_both_languages() -> None:
    """What one language can say, the other says with the same values."""

    def shape(language: str) -> dict[tuple[str, str], set[str]]:
        texts = read_texts(language)
        return {(section, key): set(PLACE.findall(text)) for section in texts for key, text in texts[section].items()}

    first, *others = (shape(language) for language in LANGUAGES)
    assert all(other == first for other in others)


def test_unknown_language_is_a_mistake_of_the_call() -> None:
    """The message names the languages that there are."""
    with pytest.raises(GraderError, match="choose one of en, ru"):
        read_texts("de")


def test_status_of_every_kind_has_a_text() -> None:
    """No status is shown as a bare code, in either language."""
    statuses = {one.status for one in classroom(60, GRADING)}
    assert GRADED in statuses
    assert all(statuses <= set(read_texts(language)["status"]) for language in LANGUAGES)
