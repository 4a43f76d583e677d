"""Submissions that are nearly the same: seen under other names and layouts, and not in what a whole class has."""

import io
import keyword
import time
import tokenize
from pathlib import Path

import pytest

from autograder.classroom.likeness import (
    LOOKED_AT,
    Pair,
    _tokens,
    alike,
    fingerprints,
    read_fingerprints,
    write_fingerprints,
)
from autograder.classroom.outputs import counting_class, write_outputs
from autograder.classroom.report.page import render
from autograder.classroom.task import Outcome
from tests.classroom.canned import Canned
from tests.classroom.canned_class import REGRADE, Graded
from tests.classroom.records import record
from tests.course import GRADING, LANGUAGES

HANDED_OUT = "\n".join(
    f"def given_{n}(x):\n    return [x, {n}, (x + {n}) * x, {{'a': x}}, x if x else not x]" for n in range(9)
)
# Ways to write the same function that share no run of tokens.
OWN = """
def dropped(batch, p):
    kept = []
    for sample in batch:
        row = [value / (1 - p) if random.random() >= p else 0.0 for value in sample]
        kept.append(row)
    assert len(kept) == len(batch), "lost one"
    while kept and not kept[-1]:
        kept.pop()
    return {"kept": kept, "count": sum(len(row) for row in kept)}
"""
OTHER = """
def dropped(batch, p):
    mask = np.random.rand(*batch.shape[:2]) < p
    scale = np.where(mask[..., None], 0, 1 / (1 - p))
    if scale.ndim != batch.ndim:
        scale = scale.reshape(scale.shape + (1,) * (batch.ndim - scale.ndim))
    try:
        return batch * scale
    except ValueError as error:
        raise TypeError(f"{batch.shape}") from error
"""
RENAMED = OWN.replace("kept", "übrig").replace("sample", "s").replace("    ", "  ").replace(": p", ": p  # mine")


def test_other_names_and_layout_are_the_same() -> None:
    """Comments, spaces, numbers and texts make no difference either."""
    assert RENAMED != OWN
    assert fingerprints([RENAMED.replace('"lost one"', "'?'")]) == fingerprints([OWN])
    assert not set(fingerprints([OWN])) & set(fingerprints([OTHER]))


@pytest.mark.parametrize(
    "source", ["", "x = (", "%matplotlib inline\n", "if True:\n x\n  y\n", "\0", "'''", "(" * 10_000]
)
def test_what_is_no_python_is_no_trouble(source: str) -> None:
    """What stands before it, and in other cells, counts."""
    assert set(fingerprints([OWN])) - set(fingerprints([source, OWN])) == set()


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[1].rglob("test_s*.py")), ids=lambda path: path.name)
def test_tokens_are_those_of_python(path: Path) -> None:
    """As its own tokenizer has them, without layout, and names, numbers and texts all alike."""
    source = path.read_text(encoding="utf-8")
    kinds = {tokenize.NAME: "name", tokenize.NUMBER: "0", tokenize.STRING: "''"}
    layout = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    found = [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type not in layout]
    expected = [it.string if keyword.iskeyword(it.string) else kinds.get(it.type, it.string) for it in found]
    if not hasattr(tokenize, "FSTRING_START"):  # newer Pythons take texts with values in them apart
        assert list(_tokens(source)) == expected


@pytest.mark.parametrize(
    "source",
    [
        "x" + " " * LOOKED_AT + "$",
        "'" + "\\'" * LOOKED_AT,
        '"""' + "\n" * LOOKED_AT,
        "'''" + "''\\" * LOOKED_AT,
        "rb" * LOOKED_AT + "'",
        "1e-" * LOOKED_AT,
        "\\\n" * LOOKED_AT,
        "(" * LOOKED_AT,
    ],
)
def test_no_source_costs_the_grader(source: str) -> None:
    """It is read in the process that grades, where none of the submission's budgets counts."""
    started = time.process_time()
    fingerprints([source])
    assert time.process_time() - started < 3


def test_copies_are_found_in_a_class() -> None:
    """Two of thirty have the same answer under other names; what all were handed out says nothing."""
    found = {f"s{n}": fingerprints([HANDED_OUT, f"x = {n}"]) for n in range(28)}
    found |= {"anna": fingerprints([HANDED_OUT, OWN]), "boris": fingerprints([HANDED_OUT, RENAMED])}
    assert alike(found) == [Pair("anna", "boris", 1.0)]
    assert alike({**found, "boris": fingerprints([HANDED_OUT, OTHER])}) == []


def test_what_a_tenth_of_the_class_writes_is_no_copy() -> None:
    """There is no other way to write it, or it was shown in the seminar."""
    assert alike({f"s{n}": fingerprints([OWN]) for n in range(40)}) == []


def test_fingerprints_come_back(tmp_path: Path) -> None:
    """And where there are none, or damaged ones, the submission is not compared."""
    write_fingerprints(tmp_path, fingerprints([OWN]))
    assert read_fingerprints(tmp_path) == fingerprints([OWN])
    (tmp_path / "fingerprints.json").write_text('{"a"', encoding="utf-8")
    assert read_fingerprints(tmp_path) == read_fingerprints(tmp_path / "nothing") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_links_both_and_takes_nothing(language: str) -> None:
    """The pair stands in a section of its own; nobody needs a decision for it."""
    page = render([record("Ada"), record("Bob")], GRADING, language, alike=[Pair("Ada", "Bob", 0.93)])
    section = page[page.index('<h2 id="alike">') :]
    assert section.index("93%") < section.index("Ada") < section.index("Bob")
    assert "data-asks" not in page


def test_grading_keeps_what_the_report_compares(graded: Graded, outcome: Outcome, quick_zip: Path) -> None:
    """From the process that grades to the page; the canned class hands in one and the same file."""
    assert outcome["fingerprints"] == fingerprints(["x = 1\n"])
    graded.run(quick_zip, REGRADE, Canned({**outcome, "fingerprints": list(range(50))}))
    for name in ("student3", "student4"):
        write_fingerprints(graded.out / name, range(100, 200) if name == "student3" else [])
    write_outputs(graded.out, counting_class(graded.out)[0], "en")
    page = (graded.out / "report.html").read_text(encoding="utf-8")
    section = page[page.index('<h2 id="alike">') : page.index('<h2 id="human">')]
    assert section.count("<li>") == 3
    assert "student3" not in section
