"""The page of `autograder check` that says how right the marks are: what it shows, and when it stops being true."""

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from autograder.classroom import proofs as page_of_proofs
from autograder.classroom.fingerprint import fingerprint
from autograder.classroom.proofs import broken_proofs, page, proof_lines, read_proofs
from autograder.course import Course
from autograder.errors import GraderError
from autograder.paths import PROOFS
from tests.command_line import ROOT
from tests.course import SEMINAR


@cache
def fingerprint_now(training: bool) -> str:
    """Return the fingerprint of today's checks, which takes half a second and is asked for fifty times here."""
    return fingerprint(SEMINAR, training=training)


@pytest.fixture(autouse=True)
def _fingerprint_is_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(course: Course, *, training: bool = True) -> str:
        assert course is SEMINAR
        return fingerprint_now(training)

    monkeypatch.setattr(page_of_proofs, "fingerprint", taken)


@pytest.fixture
def proofs(tmp_path: Path) -> Path:
    """A copy of what the proofs have measured."""
    for path in PROOFS.glob("*.toml"):
        shutil.copyfile(path, tmp_path / path.name)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    """Replace the beginning of a line."""
    text = path.read_text(encoding="utf-8")
    lines = [new if line.startswith(old) else line for line in text.splitlines()]
    assert lines != text.splitlines(), f"{path.name} has no line {old!r}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


# What may have been measured with checks of before, as the page and README then say: only the banks are judged anew
# with every change, since all the rest takes hours.
MAY_BE_OLDER = {
    *("busy", "container", "exports", "flips", "hostile", "hostile_class", "interrupted"),
    *("messy", "mutants", "power", "regrade", "same_marks", "whole_class"),
}


def test_committed_proofs_hold_and_are_fresh() -> None:
    """Nothing is broken, and what depends on the checks was measured with the checks as they are now."""
    proofs = read_proofs(SEMINAR)
    assert broken_proofs(proofs) == []
    assert {name for name, table in vars(proofs).items() if table["note"]} <= MAY_BE_OLDER


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_readme_shows_the_page(name: str) -> None:
    """README holds the page of `python -m autograder check` word for word."""
    assert page(proof_lines(SEMINAR, read_proofs(SEMINAR))) in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "claim"),
    [
        ("banks", "caught", "caught = 1", "keeps all marks of a question that it breaks"),
        ("banks", "elsewhere", "elsewhere = 1", "loses marks elsewhere"),
        ("banks", "named", "named = 9", "misconceptions are named"),
        ("banks", "accepted", "accepted = 1", "a correct submission loses marks"),
        ("mutants", "survivors", "survivors = 1", "a mutant of a right answer keeps all marks"),
        ("mutants", "refused", "refused = 1", "a mutant of a right answer keeps all marks"),
        ("messy", "kept =", "kept = 1", "for the file that they come in"),
        ("flips", "flips", 'flips = ["secret 3"]', "under some secret"),
        ("regrade", "different", 'different = ["x"]', "a regrade gives other results"),
        ("busy", "different", 'different = ["x"]', "a busy machine gives other marks"),
        ("hostile", "broken", 'broken = ["root: x"]', "a hostile submission gets through"),
        ("hostile_class", "problems", 'problems = ["x"]', "a hostile submission hurts a class"),
        ("container", "problems", 'problems = ["x"]', "in a small container"),
        ("interrupted", "problems", 'problems = ["x"]', "was ended has lost marks"),
        ("exports", "problems", 'problems = ["x"]', "do not come back to a learning platform"),
        ("whole_class", "different", 'different = ["x"]', "killed and resumed has other results"),
        ("same_marks", "different_in", 'different_in_sandbox = ["x"]', "the sandbox gives other results"),
        ("same_marks", "different_through", 'different_through_otter_run = ["x"]', "the sandbox gives other results"),
    ],
)
def test_broken_proof_is_told(proofs: Path, file: str, old: str, new: str, claim: str) -> None:
    """Each way in which a proof can fail has a line of its own, so that the solution check fails too."""
    change(proofs / f"{file}.toml", old, new)
    (told,) = broken_proofs(read_proofs(SEMINAR, proofs))
    assert claim in told


SAME_NAME = ("flips", "regrade", "hostile", "hostile_class", "same_marks", "whole_class", "messy")
AND_THESE = ("container", "interrupted", "exports")
MODULES = {name: f"tests.proofs.{name}" for name in (*SAME_NAME, *AND_THESE)} | {"banks": "tests.proofs.kill_matrix"}
MODULES |= {name: f"autograder prove {name}" for name in ("mutants", "power")}


@pytest.mark.parametrize(("file", "module"), MODULES.items())
def test_stale_or_missing_proof_names_its_command(proofs: Path, file: str, module: str) -> None:
    """A proof of other code is marked as such; without one there is one line with the command that makes it."""
    change(proofs / f"{file}.toml", "fingerprint", 'fingerprint = "0"')
    assert f"measured with other checks: run `python -m {module}`" in page(
        proof_lines(SEMINAR, read_proofs(SEMINAR, proofs))
    )
    (proofs / f"{file}.toml").unlink()
    with pytest.raises(GraderError, match=f"run `python -m {module}`"):
        proof_lines(SEMINAR, read_proofs(SEMINAR, proofs))


@pytest.mark.parametrize("file", [*SAME_NAME, *AND_THESE])
def test_proof_that_was_measured_just_now_is_fresh(proofs: Path, file: str) -> None:
    """Whether it depends on q4's settings is read as it was written."""
    without_settings = "training=False" in (ROOT / f"tests/proofs/{file}.py").read_text(encoding="utf-8")
    change(proofs / f"{file}.toml", "fingerprint", 'fingerprint = "0"')
    change(proofs / f"{file}.toml", "fingerprint", f'fingerprint = "{fingerprint_now(not without_settings)}"')
    assert getattr(read_proofs(SEMINAR, proofs), file)["note"] == ""


def test_fingerprint_sees_code_and_not_comments(tmp_path: Path) -> None:
    """A changed comparison is another grader; a changed docstring is not."""
    for name in ("solutions", "assignment"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.ipynb"))
    copy = replace(SEMINAR, folder=tmp_path / "solutions")
    before = fingerprint(copy)
    rule = tmp_path / "solutions" / "questions" / "q4_training" / "rule.py"
    source = rule.read_text(encoding="utf-8")
    rule.write_text(source.replace("Return whether the runs so far pass", "Say"), encoding="utf-8")
    assert fingerprint(copy) == before
    rule.write_text(source.replace("reached >= NEEDED", "reached > NEEDED"), encoding="utf-8")
    assert fingerprint(copy) != before
