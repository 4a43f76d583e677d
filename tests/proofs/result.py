"""How a proof keeps its result: a TOML file beside it that says which command wrote it and with which code."""

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from autograder.classroom.fingerprint import fingerprint
from tests.course import SEMINAR


def every_nth() -> int:
    """Return N of the option `--every=N`, by which a proof takes a part of its files: 1 without it."""
    return next((int(word.partition("=")[2]) for word in sys.argv[1:] if word.startswith("--every=")), 1)


def write_result(
    path: Path, command: str, lines: Iterable[str], *, training: bool = True, partly: bool = False
) -> None:
    """Write the lines of TOML that `python -m tests.proofs.<command>` measured to `path`, and print them.

    training: whether the result depends on q4's recipe and threshold. partly: whether a part of it was measured before:
    then it is as old as that.
    """
    code = fingerprint(SEMINAR, training=training)
    if partly:
        code = tomllib.loads(path.read_text(encoding="utf-8"))["fingerprint"]
    text = "\n".join(
        [
            f"# Written by `python -m tests.proofs.{command}`; do not edit.",
            f'fingerprint = "{code}"',
            *lines,
        ]
    )
    path.write_text(text + "\n", encoding="utf-8")
    print(text)
