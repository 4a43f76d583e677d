"""Mutants of the bank: known again by their ids, listed once, and measured as the committed result says."""

import csv
import random
import tomllib
from pathlib import Path

import pytest

from autograder.errors import GraderError
from autograder.paths import COURSE, PROOFS, ROOT
from autograder.prove.answers import REFERENCE, Answer, Mutant, mutants_of, read_answers
from autograder.prove.judging import CRASH, LOADING, SURVIVED, TIMEOUT, judge_all
from autograder.prove.mutants import EQUIVALENT, KINDS, RESULT, SURVIVING, TABLE, judged, read_listed
from tests.bank import case_called
from tests.command_line import run_autograder
from tests.course import SEMINAR

ANSWERS = ROOT / "tests" / "submissions"
SAMPLE = 75
LAYER = """
class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return x
"""


@pytest.fixture(scope="module")
def mutants() -> list[Mutant]:
    """All mutants of the bank."""
    return list(mutants_of(*read_answers(ANSWERS, SEMINAR), SEMINAR))


def answer(source: str) -> Answer:
    """Return a right answer to q3."""
    return Answer("layer.py", ("q3",), "small", source, frozenset({"SpatialDropout"}))


def judge_sources(sources: list[str], seconds: float = 60) -> list[str]:
    """Return what kills each of some answers to q3."""
    reference = (ANSWERS / REFERENCE).read_text(encoding="utf-8")
    return judge_all(COURSE, reference, [(source, ("q3",)) for source in sources], 1, seconds)


def test_there_are_enough_mutants(mutants: list[Mutant]) -> None:
    """At least 2,000 of at least 12 right answers, spread over all questions but q4; no id twice."""
    assert len(mutants) >= 2000
    assert len({mutant.answer for mutant in mutants}) >= 12
    for question in ("q1", "q2", "q3"):
        assert sum(question in mutant.questions for mutant in mutants) >= 500
    assert len({mutant.id for mutant in mutants}) == len(mutants)
    assert not any("q4" in mutant.questions for mutant in mutants)


def test_ids_do_not_depend_on_layout_or_comments() -> None:
    """A mutant is known again after its answer was written in another way, and is another one when it says more."""
    plain = {mutant.id for mutant in mutants_of([answer(LAYER)], 1000, SEMINAR)}
    spaced = '"""A header."""\n\n\n' + LAYER.replace("return x", "return x  # as it is")
    assert {mutant.id for mutant in mutants_of([answer(spaced)], 1000, SEMINAR)} == plain
    other = {mutant.id for mutant in mutants_of([answer(LAYER.replace("0.2", "0.3"))], 1000, SEMINAR)}
    assert len(other & plain) < len(plain) / 4


def test_no_more_than_some_of_each_operator() -> None:
    """The choice is the same every time, and a part of all."""
    few = list(mutants_of([answer(LAYER)], 2, SEMINAR))
    assert {mutant.id for mutant in few} <= {mutant.id for mutant in mutants_of([answer(LAYER)], 1000, SEMINAR)}
    assert max([mutant.operator for mutant in few].count(mutant.operator) for mutant in few) == 2


def test_diff_and_name_tell_people_what_was_changed() -> None:
    """File, line, operator; the old line and the new."""
    (found,) = [
        m for m in mutants_of([answer(LAYER)], 1000, SEMINAR) if m.operator == "return value" and "None" in m.source
    ]
    assert found.name == "layer.py:8 return value"
    assert found.diff() == "-        return x\n+        return None"


def test_verdicts() -> None:
    """A check's name where one fails; what hangs, ends its process or cannot be loaded is killed, in time."""
    end = LAYER.replace("return x", "import os; os.abort()")
    hang = LAYER.replace("return x", "import time; time.sleep(600)")
    ends = LAYER.replace("return x", "raise SystemExit")
    right = case_called("correct/q3_masked_fill").path.read_text(encoding="utf-8")
    found = judge_sources([LAYER, "1 / 0", end, ends, right, hang, LAYER], seconds=15)
    assert found == ["q3.drops", LOADING, CRASH, "q3.drops", SURVIVED, TIMEOUT, "q3.drops"]


def test_survivor_is_printed_and_fails(tmp_path: Path) -> None:
    """Exit code 1 and a diff for a mutant that nothing kills; 0 once it is listed with a reason."""
    source = LAYER.replace(
        "return x",
        "mask = torch.rand(*x.shape[:2], 1, 1) >= self.p\n        "
        "return x * mask / (1 - self.p) if self.training else x",
    )
    (tmp_path / "layer.py").write_text(source, encoding="utf-8")
    (tmp_path / REFERENCE).write_bytes((ANSWERS / REFERENCE).read_bytes())
    chosen = 'each = 99\n[[answer]]\nfile = "layer.py"\nquestions = ["q3"]\nwhy = "small"\n'
    (tmp_path / "mutated.toml").write_text(chosen, encoding="utf-8")
    command = ("prove", "mutants", "--answers", tmp_path, "--out", tmp_path, "--jobs", "1", "--only", "comparison")
    done = run_autograder(*command)
    assert done.returncode == 1, done.stderr
    assert "layer.py:8 comparison\n" in done.stdout
    assert "+        mask = torch.rand(*x.shape[:2], 1, 1) > self.p" in done.stdout
    id = done.stdout.split()[0]
    listed = f'[[group]]\nreason = "rand is never p"\n[group.mutants]\n{id} = ""\n'
    (tmp_path / EQUIVALENT).write_text(listed, encoding="utf-8")
    assert run_autograder(*command).returncode == 0
    assert not (tmp_path / RESULT).exists()


def test_damaged_choice_is_told(tmp_path: Path) -> None:
    """One line for the author of a list."""
    with pytest.raises(GraderError, match=r"mutated\.toml does not name"):
        read_answers(tmp_path, SEMINAR)
    (tmp_path / EQUIVALENT).write_text("group = 1", encoding="utf-8")
    with pytest.raises(GraderError, match="does not list mutants"):
        read_listed(tmp_path)


def test_equivalent_mutants_are_mutants_with_a_reason(mutants: list[Mutant]) -> None:
    """The list holds no mutant that is not made any more, and none without a reason and its diff."""
    groups = tomllib.loads((PROOFS / EQUIVALENT).read_text(encoding="utf-8"))["group"]
    known = {mutant.id: mutant for mutant in mutants}
    listed = [id for group in groups for id in group["mutants"]]
    assert set(listed) <= known.keys()
    assert len(set(listed)) == len(listed)
    for group in groups:
        assert len(group["reason"]) > 20
        for id, shown in group["mutants"].items():
            assert shown.strip() == f"{known[id].name}\n{known[id].diff()}".strip()


def test_result_is_of_the_mutants_that_are_made(mutants: list[Mutant]) -> None:
    """Counts add up to the mutants of the bank, and the table to the counts."""
    assert (PROOFS / RESULT).is_file(), "never measured: run `python -m autograder prove mutants`"
    result = tomllib.loads((PROOFS / RESULT).read_text(encoding="utf-8"))
    assert result["mutants"] == len(mutants)
    assert result["answers"] == len({mutant.answer for mutant in mutants})
    assert result["mutants"] == result["killed"] + result["equivalent"] + result["survivors"]
    assert result["equivalent"] + result["refused"] == len(read_listed(PROOFS))
    rows = list(csv.DictReader((PROOFS / TABLE).read_text(encoding="utf-8").splitlines()))
    assert {kind: sum(int(row[kind]) for row in rows) for kind in KINDS} == {kind: result[kind] for kind in KINDS}
    assert {row["operator"] for row in rows} == {mutant.operator for mutant in mutants}
    assert (PROOFS / SURVIVING).exists() == (result["survivors"] > 0)


@pytest.mark.slow
def test_sample_of_mutants_is_killed_or_listed(mutants: list[Mutant]) -> None:
    """A fixed sample of all mutants, drawn by their ids; the whole is `python -m autograder prove mutants`."""
    sample = random.Random(0).sample(sorted(mutants, key=lambda mutant: mutant.id), SAMPLE)
    reference = (ANSWERS / REFERENCE).read_text(encoding="utf-8")
    found = judged(SEMINAR, sample, reference, read_listed(PROOFS), 2, 120)
    assert [mutant.name for mutant in found.survivors()] == []
    assert [mutant.name for mutant in found.refused()] == []
