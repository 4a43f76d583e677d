"""Imports lead one way, the worker loads nothing that decides a mark, and docs/architecture.svg shows the code."""

from pathlib import Path

import pytest

from tests.architecture import (
    BANDS,
    PARTS,
    PICTURE,
    WORKER,
    Part,
    against_the_direction,
    arrows,
    imported,
    imports,
    loaded_with,
    part_of,
)
from tests.architecture_picture import FLOW, picture

ORDER = [part.name for part in PARTS]


def test_imports_follow_the_direction() -> None:
    """A part imports only what PARTS allows it; to allow more, change `may` there and draw the picture again."""
    assert against_the_direction(imports()) == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_direction_is_downwards_and_needed(part: Part) -> None:
    """What a part may import stands below it, and it does import it: no permission is left over."""
    assert set(part.may) <= set(ORDER[ORDER.index(part.name) + 1 :])
    assert set(part.may) == arrows()[part.name]


def test_student_library_imports_nothing_of_the_grader() -> None:
    """Students receive `seminar` alone."""
    of_library = {name: others for name, others in imports().items() if part_of(name) == "seminar"}
    assert len(of_library) > 10
    assert {other for others in of_library.values() for other in others if part_of(other) != "seminar"} == set()


def test_no_module_imports_itself_in_a_circle() -> None:
    """Also within a part."""
    found = imports()
    circles = {name for name, others in found.items() for other in others if name in chain(other, found)}
    assert circles == set()


def chain(name: str, found: dict[str, set[str]]) -> set[str]:
    """Return a module and all that it imports, directly or through others; packages above are not counted."""
    seen, waiting = set[str](), {name}
    while waiting:
        seen |= waiting
        waiting = {other for one in waiting for other in found.get(one, set())} - seen
    return seen


def test_worker_loads_nothing_that_decides_a_mark() -> None:
    """DESIGN, rule 1: the process of student code has no check, no label, no test and no solution in it."""
    loaded = loaded_with(WORKER, imports())
    assert {"autograder.sandbox.requests", "seminar.subject"} <= loaded
    assert {part_of(module) for module in loaded} == {"sandbox", *BANDS}
    assert not {"autograder.config", "autograder.results", "autograder.sandbox.submission", "seminar.checks"} & loaded


def test_picture_is_drawn_from_the_code() -> None:
    """If this fails: `python -m tests.architecture`, look at the picture, and commit it."""
    assert PICTURE.read_text(encoding="utf-8") == picture(arrows())


def test_flow_names_modules_that_exist() -> None:
    """The upper half of the picture is drawn by hand; its boxes are modules of the code."""
    known = {name.removeprefix("autograder.") for name in imports()}
    assert {module for _, modules, _ in FLOW.values() for module in modules} <= known


@pytest.mark.parametrize(
    ("module", "other"),
    [
        pytest.param("autograder.sandbox.wire", "solutions.images.source", id="the sandbox reads labels"),
        pytest.param("seminar.subject", "solutions.shared.trial", id="the library imports the grader"),
        pytest.param(
            "solutions.questions.q1_baseline.checks", "autograder.sandbox.wire", id="a check knows the sandbox"
        ),
        pytest.param("autograder.config", "autograder.classroom.grade", id="up to the classroom"),
    ],
)
def test_wrong_import_is_named(module: str, other: str) -> None:
    """One line says who imports what."""
    (told,) = against_the_direction({module: {other}})
    assert told.startswith(f"{module} imports {other}: ")


def test_every_arrow_shows() -> None:
    """The picture of a code with one import less is another one, whichever import it is."""
    real = arrows()
    now = picture(real)
    for name, others in real.items():
        for other in others:
            assert picture(real | {name: others - {other}}) != now, f"{name} to {other} is not in the picture"


def test_new_module_needs_a_part() -> None:
    """Nothing is left out of the picture by mistake."""
    with pytest.raises(ValueError, match=r"autograder\.brand_new belongs to no part: add it to PARTS"):
        part_of("autograder.brand_new")


def test_all_kinds_of_imports_are_read(tmp_path: Path) -> None:
    """At the top and in functions, of modules and of names, absolute and relative; foreign ones are left out."""
    path = tmp_path / "source.py"
    path.write_text(
        "import torch\nimport autograder.cli\nfrom . import data\nfrom .text import words\n"
        "def f():\n    from autograder.checks import trial\n    from solutions.questions.q4_training.rule import Rule\n",
        encoding="utf-8",
    )
    known = {"seminar.data", "solutions.shared.trial"}
    assert imported(path, "seminar.source", known) == {
        *(
            "autograder.cli",
            "seminar.data",
            "seminar.text",
            "solutions.shared.trial",
            "solutions.questions.q4_training.rule",
        )
    }
