"""`grade` and `report` as an instructor types them: what is printed, what is written, how they end."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from markupsafe import escape

from autograder.classroom.excerpts import read_excerpts
from autograder.classroom.record import read_record
from autograder.classroom.task import Outcome
from autograder.grading import dump_grading, load_grading
from autograder.paths import ROOT
from tests import command_line
from tests.bank import case_called
from tests.classroom.canned import Canned
from tests.command_line import run_autograder, spawn_autograder
from tests.grading.zips import changed, changed_zip

ANNA, BORIS = "anna_101_90001_seminar.py", "boris_LATE_102_90003_seminar.py"
EARLIER = "anna_101_90000_seminar.py"
WRONG = {
    ANNA: "wrong/q3_written_into_input",
    EARLIER: "wrong/q1_softmax",
    BORIS: "wrong/q2_only_first",
}


pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture(scope="module")
def graded(quick_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A Canvas download of two students, one of them with two attempts, and its folder of results."""
    place = tmp_path_factory.mktemp("canvas")
    (place / "class").mkdir()
    for name, case in WRONG.items():
        (place / "class" / name).write_text(case_called(case).source(), encoding="utf-8")
    call = ("grade", place / "class", "--out", place / "out", "--autograder", quick_zip, "--jobs", "1")
    done = spawn_autograder(*call)
    assert done.returncode == 0, done.stderr
    return place / "class", place / "out"


@pytest.fixture
def canned(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every submission that is graded one outcome at once, where a test is about what becomes of it."""
    monkeypatch.setattr(command_line, "Here", lambda *source: Canned(outcome))


def test_everything_is_written(graded: tuple[Path, Path]) -> None:
    """Tables, files for the platform, the report, and results with feedback for each submission that counts."""
    _, out = graded
    files = {path.name for path in out.iterdir() if path.is_file() and not path.name.startswith(".")}
    assert files == {
        *("grades.csv", "canvas.csv", "canvas_feedback.zip", "mail.csv"),
        *("report.html", "class.json", "grading.toml"),
    }
    written = {path.name for path in (out / Path(ANNA).stem).iterdir()}
    assert written == {
        *("record.json", "results.json", "feedback.md", "feedback.html"),
        *("fingerprints.json", "excerpts.json", "marks.json"),
    }


def test_report_leads_to_files_and_shows_code(graded: tuple[Path, Path]) -> None:
    """A row has the way to the file and the pages; the class that a question was judged with stands by its finding."""
    _, out = graded
    excerpts = read_excerpts(out / Path(ANNA).stem)
    assert {question: text.split("(")[0] for question, text in excerpts.items()} == {
        **dict.fromkeys(("q1", "q2", "q4"), "class ModelBaseline"),
        "q3": "class SpatialDropout",
    }
    page = (out / "report.html").read_text(encoding="utf-8")
    for address in (f"../class/{ANNA}", *(f"{Path(ANNA).stem}/feedback.{kind}" for kind in ("md", "html"))):
        assert f'href="{address}"' in page
    answers = page[page.index('<h3 id="answers">') : page.index('<div class="bars">')]
    assert escape(excerpts["q3"]) in answers
    assert "#" not in answers.partition("<pre")[2].replace("&#39;", "")


def test_latest_attempt_counts_and_the_other_is_named(graded: tuple[Path, Path]) -> None:
    """The earlier one has a row without points, and stands in the report as an earlier attempt."""
    _, out = graded
    rows = (out / "grades.csv").read_text(encoding="utf-8-sig").splitlines()
    assert next(row for row in rows if row.startswith(EARLIER)).split(",")[2:9] == [""] * 5 + ["10", "superseded"]
    assert (out / "canvas.csv").read_text(encoding="utf-8").count("anna") == 1
    assert EARLIER in (out / "report.html").read_text(encoding="utf-8")
    assert "late" in (out / "report.html").read_text(encoding="utf-8").lower()


@pytest.mark.usefixtures("undrawn")
def test_download_is_graded_as_it_is(graded: tuple[Path, Path], quick_zip: Path, tmp_path: Path) -> None:
    """The platform's zip, and nothing is graded again that was graded from its folder."""
    out = tmp_path / "out"
    shutil.copytree(graded[1], out)
    download = shutil.make_archive(str(tmp_path / "submissions"), "zip", graded[0])
    done = run_autograder("grade", download, "--out", out, "--autograder", quick_zip)
    assert done.returncode == 0, done.stderr
    assert "2 have their results already, 0 to grade" in done.stdout
    assert (out / "grades.csv").read_bytes() == (graded[1] / "grades.csv").read_bytes()


@pytest.mark.usefixtures("undrawn")
def test_list_of_the_class_names_who_is_missing(graded: tuple[Path, Path], quick_zip: Path, tmp_path: Path) -> None:
    """--roster binds files to people and adds a row for who handed nothing in; `report` and a later run know it too."""
    out = tmp_path / "out"
    shutil.copytree(graded[1], out)
    roster = tmp_path / "students.csv"
    roster.write_text("ФИО;Номер;Почта\nЛи Вера;3;v@b.c\nAnna;101;a@b.c\n", encoding="cp1251")
    call = ("grade", graded[0], "--out", out, "--autograder", quick_zip)
    done = run_autograder(*call, "--roster", roster)
    assert done.returncode == 0, done.stderr
    assert f"{BORIS} of boris is not on the list" in done.stderr
    assert "1 on the list handed nothing in" in done.stderr
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert (rows["Ли Вера"]["status"], rows["Ли Вера"]["total"], rows["Ли Вера"]["id"]) == ("missing", "", "3")
    assert (rows["Anna"]["id"], rows["Anna"]["email"], rows["boris"]["late"]) == ("101", "a@b.c", "late")
    assert "nothing handed in" in (out / "report.html").read_text(encoding="utf-8")
    written = (out / "grades.csv").read_bytes()
    assert run_autograder("report", out).returncode == 0
    assert (out / "grades.csv").read_bytes() == written
    assert run_autograder(*call).returncode == 0
    assert (out / "grades.csv").read_bytes() == written


def test_grades_as_json(graded: tuple[Path, Path], quick_zip: Path) -> None:
    """--json prints the rows and nothing else; nothing is graded a second time."""
    folder, out = graded
    done = run_autograder("grade", folder, "--out", out, "--autograder", quick_zip, "--json")
    assert done.returncode == 0, done.stderr
    rows = {row["submission"]: row for row in json.loads(done.stdout)}
    assert set(rows) == set(WRONG)
    assert (rows[ANNA]["student"], rows[ANNA]["id"]) == ("anna", Path(ANNA).stem)
    assert "later attempt" in rows[EARLIER]["reason"]


@pytest.mark.usefixtures("undrawn")
def test_only_grades_what_is_asked_for(
    graded: tuple[Path, Path], quick_zip: Path, tmp_path: Path, canned: None
) -> None:
    """--only with a pattern: the others have no row yet, as exit code and a line say; --quiet prints no table."""
    folder, _ = graded
    call = ("grade", folder, "--out", tmp_path / "out", "--autograder", quick_zip, "--quiet")
    done = run_autograder(*call, "--only", "bor*")
    assert (done.returncode, done.stdout) == (1, "")
    assert "1 submission has no results yet" in done.stderr
    assert (tmp_path / "out" / Path(BORIS).stem / "results.json").exists()
    assert not (tmp_path / "out" / Path(ANNA).stem).exists()
    again = run_autograder(*call[:-1], "--only", "bor*")
    assert "1 have their results already, 0 to grade" in again.stdout


@pytest.mark.usefixtures("undrawn")
def test_marks_of_two_builds_are_told_apart(graded: tuple[Path, Path], tmp_path: Path, canned: None) -> None:
    """After a new build, who was not graded with it keeps the mark; tables, terminal and report say so."""
    out = tmp_path / "out"
    shutil.copytree(graded[1], out)
    other = changed_zip(tmp_path / "other.zip", epochs=1, threshold=0.5)
    done = run_autograder("grade", graded[0], "--out", out, "--autograder", other, "--only", "boris")
    assert done.returncode == 0, done.stderr
    rows = (out / "grades.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert len(rows) == len((graded[1] / "grades.csv").read_text(encoding="utf-8-sig").splitlines()) - 1
    outdated = [row for row in rows if "graded (earlier build)" in row]
    assert outdated
    assert not any(row.startswith((EARLIER, BORIS)) for row in outdated)
    marks = "1 mark is" if len(outdated) == 1 else f"{len(outdated)} marks are"
    assert f"autograder: {marks} of an earlier build: the same command without --only grades" in done.stderr
    assert "A mark from before" in (out / "report.html").read_text(encoding="utf-8")
    run_autograder("report", out)
    assert (out / "grades.csv").read_text(encoding="utf-8-sig").splitlines()[1:] == rows


def test_report_is_made_again_from_results(graded: tuple[Path, Path], tmp_path: Path) -> None:
    """`report` needs neither submissions nor a build, and writes what `grade` wrote."""
    out = tmp_path / "moved"
    shutil.copytree(graded[1], out)
    (out / "report.html").unlink()
    done = run_autograder("report", out)
    assert done.returncode == 0, done.stderr
    assert (out / "report.html").read_bytes() == (graded[1] / "report.html").read_bytes()


@pytest.mark.usefixtures("undrawn")
def test_report_is_in_the_language_of_grading(graded: tuple[Path, Path], tmp_path: Path) -> None:
    """After a correction nobody wants another language; --lang names one, and results of before that was kept have it
    in English."""
    _, out = graded
    shutil.copytree(out, tmp_path / "out")
    told = json.loads((out / "class.json").read_text(encoding="utf-8"))
    for kept, call, language in (("ru", (), "ru"), ("ru", ("--lang", "en"), "en"), (5, (), "en"), ("xx", (), "en")):
        (tmp_path / "out" / "class.json").write_text(json.dumps({**told, "language": kept}), encoding="utf-8")
        assert run_autograder("report", tmp_path / "out", *call).returncode == 0
        assert f'<html lang="{language}">' in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("undrawn")
def test_report_names_damaged_results_and_goes_on(graded: tuple[Path, Path], tmp_path: Path) -> None:
    """The others are in the report."""
    out = tmp_path / "damaged"
    shutil.copytree(graded[1], out)
    first, second, *_ = json.loads((out / "class.json").read_text(encoding="utf-8"))["ids"]
    kept = read_record(out / second)
    (out / first / "record.json").write_bytes(b"\xff{")
    done = run_autograder("report", out)
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"autograder: the result of {first} is damaged and left out: run `grade` again\n"
    assert kept is not None
    assert kept.submission in (out / "grades.csv").read_text(encoding="utf-8-sig")


def test_compare_says_whose_marks_another_threshold_changes(graded: tuple[Path, Path], tmp_path: Path) -> None:
    """With a threshold that one epoch reaches, those who failed q4 by accuracy would have its point."""
    lower = dump_grading(changed(load_grading(graded[1] / "grading.toml"), threshold=0.01, band=0.01))
    (tmp_path / "lower.toml").write_text(lower, encoding="utf-8")
    done = run_autograder("report", graded[1], "--compare", tmp_path / "lower.toml")
    assert done.returncode == 0, done.stderr
    assert "anna" in done.stdout
    assert "boris" in done.stdout
    assert (graded[1] / "comparison.html").exists()
    same = run_autograder("report", graded[1], "--compare", graded[1])
    assert "anna" not in same.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", "README.md"), "is not a folder that `grade --out` wrote"),
        (("grade", "README.md", "--out", "{out}"), "a submission is an .ipynb, .py or .zip file"),
        (("grade", "tests/bank.py", "--out", "{out}", "--device", "cuda"), "there is no NVIDIA card here"),
        (("grade", "tests/bank.py", "--out", "README.md"), "cannot be made (File exists)"),
        (("grade", "tests/bank.py", "--out", "{out}", "--autograder", "README.md"), "is not an autograder.zip"),
        (("grade", "tests/bank.py", "--out", "{out}", "--autograder", "no.zip"), "cannot be read"),
    ],
    ids=["no results", "no submission", "no GPU", "out is a file", "no zip", "zip is not there"],
)
def test_mistake_is_one_line(built: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """Exit code 2 and what to do, without a traceback."""
    done = run_autograder(*(word.format(out=tmp_path / "out") for word in arguments), cwd=ROOT)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
