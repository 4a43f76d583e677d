"""What is said of a public check that passed: what it has seen, and what hidden tests will look at besides."""

import re
from pathlib import Path

from ..language import text

MISTAKES, SHAPES = "mistakes", "shapes"
TESTS = Path(__file__).resolve().parents[2] / "tests"  # of the assignment, beside the library
CALL = re.compile(r"public_check\('\w+', env, '(\w+)'\)")


def what_passed(question: str, look_for: str, *, recognised: bool) -> str:
    """Return two lines in the set language: what passed, and what hidden tests add.

    recognised: whether the check knew all that it saw to be right.
    """
    seen = look_for if recognised else SHAPES
    first = [text("passed.passed", what=text(f"passed.{question}_{seen}"))]
    if not recognised:
        first.append(text("passed.unknown"))
    elif look_for == SHAPES:
        first.append(text("passed.shapes_only"))
    return " ".join(first) + "\n" + text(f"passed.{question}_hidden")


def looked_for(question: str, tests: Path | None = None) -> str:
    """Return what the course has a public check look for, as its test file for `grader.check` says.

    tests: the folder of the test files, that beside the library by default. "mistakes" where there is no such file.
    """
    try:
        found = CALL.search(((tests or TESTS) / f"{question}.py").read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found[1] if found and found[1] in (MISTAKES, SHAPES) else MISTAKES
