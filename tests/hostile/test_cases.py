"""The files of the hostile bank are what their headers say, as far as that can be seen without running them."""

import re
from pathlib import Path

import pytest

from tests.course import GRADING
from tests.hostile.cases import HOSTILE, KINDS, LISTENER_PATH, LISTENER_PORT, HostileCase, cases, read_case
from tests.hostile.modes import MODES
from tests.proofs.hostile import COLUMNS, write

HEADER = "kind: exit\ntries: It leaves.\ndeserves: q3=0\nplain: yes\n"


def ids(case: HostileCase) -> str:
    """The name of a case."""
    return case.name


@pytest.mark.parametrize("case", cases(), ids=ids)
def test_source_compiles(case: HostileCase) -> None:
    """A file that Python cannot read would attack nothing."""
    compile(case.source(), case.name, "exec")


@pytest.mark.parametrize("case", cases(), ids=ids)
def test_markers_are_not_in_the_source(case: HostileCase) -> None:
    """A message may quote a line of the submission; a marker must come from a success alone."""
    assert [word for word in case.leaks if word in case.source()] == []


@pytest.mark.parametrize("case", cases("network"), ids=ids)
def test_addresses_are_the_listeners(case: HostileCase) -> None:
    """An attack on an address where nobody listens would always look harmless."""
    attack = case.attack()
    if "LISTENER_PORT" in attack:
        assert f"LISTENER_PORT = {LISTENER_PORT}\n" in attack
    if "hostile_listener.sock" in attack:
        assert str(LISTENER_PATH) in attack


def test_bank_covers_every_kind() -> None:
    """At least 70 attacks, and several of each kind."""
    assert len(cases()) >= 70
    assert {kind: len(cases(kind)) for kind in KINDS if len(cases(kind)) < 5} == {}


def test_one_idea_in_each_file() -> None:
    """No two files say that they try the same, and none is long."""
    assert len({case.tries for case in cases()}) == len(cases())
    assert {case.name for case in cases() if len(case.attack().splitlines()) > 60} == set()


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        (HEADER + "extra: 1\n", "unknown keys"),
        (HEADER.replace("plain: yes\n", ""), "missing or unknown keys"),
        (HEADER.replace("plain: yes", "plain: maybe"), "plain is yes or no"),
        (HEADER.replace("kind: exit", "kind: other"), "the kind must be"),
        (HEADER.replace("q3=0", "q3=4"), "deserves names questions that deserve less"),
        (HEADER.replace("q3", "q9"), "deserves names questions that deserve less"),
        (HEADER + "no pair\n", "not a `key: value` line"),
    ],
)
def test_wrong_headers_are_refused(header: str, complaint: str, tmp_path: Path) -> None:
    """A header with a slip in it is never read as something else."""
    path = tmp_path / "exit_wrong.py"
    path.write_text(f'"""\n{header}"""\n', encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_case(path)


@pytest.mark.parametrize(("line", "most"), [("deserves: q3=0\n", 0), ("", GRADING.points["q3"])], ids=["less", "all"])
def test_question_that_is_not_named_deserves_all_of_its_points(line: str, most: float, tmp_path: Path) -> None:
    """So that another question needs no line in each file."""
    path = tmp_path / "exit_some.py"
    path.write_text(f'"""\n{HEADER.replace("deserves: q3=0" + chr(10), line)}"""\n', encoding="utf-8")
    assert read_case(path).deserves == {**GRADING.points, "q3": most}


def test_header_is_not_submitted() -> None:
    """The attack begins after its header."""
    assert "tries:" not in read_case(HOSTILE / "exit_at_import.py").source()


def test_a_part_of_the_proof_is_as_old_as_its_oldest_part(tmp_path: Path) -> None:
    """Rows that were not measured again are of the checks of before."""
    rows_file, told = tmp_path / "hostile.csv", tmp_path / "hostile.toml"
    empty = dict.fromkeys(COLUMNS, "")
    rows = [{**empty, "mode": mode, "submission": name} for mode in MODES for name in ("one", "two")]
    write(rows, rows_file)
    fresh = told.read_text(encoding="utf-8")
    old = re.sub('fingerprint = ".*"', 'fingerprint = "old"', fresh)
    told.write_text(old, encoding="utf-8")
    write(rows[:3], rows_file)
    assert told.read_text(encoding="utf-8") == old
    write(rows, rows_file)
    assert told.read_text(encoding="utf-8") == fresh
