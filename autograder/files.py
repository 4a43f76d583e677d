"""Writes files whole or not at all, and reads tables with one line for a mistake in them."""

import os
import tomllib
from pathlib import Path
from typing import Any

from autograder.errors import GraderError


def write_text(path: Path, text: str) -> None:
    """Write a file as UTF-8, as `write_bytes` does."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file: what is interrupted, or finds the disk full, leaves the old one and nothing else.

    Where a link stands in its place, the file takes it; nothing is written behind one.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def read_toml(path: Path, advice: str = "") -> dict[str, Any]:
    """Return a TOML file as a table; raises GraderError with one line, and with `advice` where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GraderError(f"{path}: cannot be read ({error.strerror}){advice}") from None
    except ValueError as error:  # also for bytes that are no UTF-8
        raise GraderError(f"{path}: is not valid TOML: {error}") from None
