"""Where the report leads: to the file of a submission whatever it is called, or to its name in a platform's zip."""

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from autograder.classroom.record import Record
from autograder.classroom.report.kept import Kept
from autograder.classroom.report.page import render
from autograder.classroom.results_folder import describe, files_of
from autograder.classroom.submissions import Submission
from autograder.classroom.where import Where, where
from tests.classroom.records import record
from tests.course import GRADING, LANGUAGES

NAMES = ["plain.py", "два слова #1 100%.ipynb", "a:b?c&d=\"'<e>.py", "%41.py", os.fsdecode(b"caf\xe9.py")]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_link_leads_to_the_file(name: str, tmp_path: Path) -> None:
    """As a browser reads it: no scheme, no query, no fragment; the bytes of the name."""
    path = tmp_path / "класс 1" / name
    found = where(Submission(path, "id", "Ada"), tmp_path / "out#1", {})
    assert found.shown == ""
    assert found.link.isascii()
    assert not set(found.link) & set(":?#&\"'<> ")
    way = os.path.normpath(os.path.join(os.fsencode(tmp_path / "out#1"), unquote_to_bytes(found.link)))
    assert way == os.fsencode(path)


def test_file_in_a_zip_has_no_link(tmp_path: Path) -> None:
    """The folder that it was unpacked into goes with the run; the zip stays."""
    path = tmp_path / "0" / "export" / "Анна_1" / "a.py"
    found = where(Submission(path, "id", "Ada"), tmp_path / "out", {tmp_path / "0" / "export": Path("/x/Work 1.zip")})
    assert found == Where(shown="Work 1.zip: Анна_1/a.py")


def test_it_stays_known(tmp_path: Path) -> None:
    """Of a submission that another run into the folder is not given, but not of one that is left out of the class."""
    describe(tmp_path, ["a", "b", "c"], "build", "", {"a": Where("1"), "b": Where("2"), "c": Where("3")}, "ru")
    describe(tmp_path, ["a", "b"], "build", "", {"b": Where(shown="z.zip: 4")}, "ru")
    assert files_of(tmp_path) == {"a": Where("1"), "b": Where(shown="z.zip: 4")}
    (tmp_path / "class.json").write_text('{"build": "", "ids": [], "files": {"a": {"link": 5}}}', encoding="utf-8")
    assert files_of(tmp_path) == {}


def facts(record: Record, file: Where, language: str) -> str:
    """Return the last line of what opens below a student."""
    page = render([record], GRADING, language, kept=Kept(files={record.id: file}))
    return page.partition('<dd class="facts">')[2].partition("</dd>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_row_has_the_links(language: str) -> None:
    """Of what was handed in; whoever handed in nothing has no page to be linked either."""
    told = facts(record("A #1"), Where("../c/A%20%231.ipynb"), language)
    assert '<a href="../c/A%20%231.ipynb">A #1.ipynb</a>' in told
    assert '<a href="A%20%231/feedback.html">' in told
    assert '<a href="A%20%231/feedback.md">' in told
    assert "w.zip: a/b.py" in facts(record("Ada"), Where(shown="w.zip: a/b.py"), language)
    assert "href" not in facts(record("Ada", submission="", status="missing"), Where(), language)
