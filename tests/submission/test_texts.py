"""Every reason and note about a submission has its sentence, and every sentence is used."""

import re
from pathlib import Path

import coursekit
import coursekit.submission
from autograder import intake
from autograder.paths import PACKAGE
from coursekit.language import Texts

FOLDER = Path(coursekit.submission.__file__).parent
TEXTS = Texts(Path(coursekit.__file__).parent / "texts").section("submission", "en")
CODE = re.compile(r'"([a-z]+(?:_[a-z]+)*)"')
PUT_TOGETHER = ("statement_",)  # with the place: in a cell or in a line


def test_codes_of_the_reader_are_those_of_the_texts() -> None:
    """A code is a literal in the library, the sandbox, or what gets the bytes from the disk."""
    sources = [*FOLDER.glob("*.py"), *(PACKAGE / "sandbox").glob("*.py"), Path(intake.__file__)]
    literals = {code for path in sources for code in CODE.findall(path.read_text(encoding="utf-8"))}
    texts = {code for code in TEXTS if not code.startswith(PUT_TOGETHER)}
    assert texts - literals == set()
    raised = re.compile(r'(?:UnreadableError|UnreadableSubmission|Note)\(\s*"([a-z_]+)"')
    named = {code for path in sources for code in raised.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 15
    assert named - set(TEXTS) == set()
