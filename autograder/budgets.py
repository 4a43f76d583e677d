"""What a submission may use: time, memory, disk, output, messages. The values stand in grading.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from autograder.errors import GraderError

MIB = 1 << 20
LARGEST = 1_000_000


@dataclass(frozen=True)
class Budgets:
    """The limits of one submission; seconds are its own: of the processor, and of waiting for nothing but itself.

    How busy the machine is does not count (see sandbox.processes.OwnTime); only wall_seconds, far away, bounds what a
    clock on the wall shows for one submission, and start_seconds that until a worker is ready, before any student code.
    cell_seconds: each statement that a graded class needs. extra_seconds: each other one, where these are run at all;
    extras_seconds: all of these together. probe_seconds: each request of a check. training_seconds: each training run.
    submission_seconds: all of it together.
    memory_mib: what the code may take beyond the libraries. scratch_mib: files that it writes. output_kib: how much of
    stdout and stderr is kept. reply_mib: one reply. deaths: after so many ended workers the rest is not tried any more.
    file_mib, source_kib, cells: the largest file, the longest source code and the most code cells that are read.
    """

    start_seconds: float = 120
    cell_seconds: float = 30
    extra_seconds: float = 5
    extras_seconds: float = 40
    probe_seconds: float = 20
    training_seconds: float = 120
    submission_seconds: float = 400
    wall_seconds: float = 3000
    memory_mib: float = 2048
    scratch_mib: float = 256
    output_kib: float = 16
    reply_mib: float = 64
    deaths: float = 8
    file_mib: float = 32
    source_kib: float = 1024
    cells: float = 1000

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Budgets":
        """Return the budgets of the table [budgets] in grading.toml; what it does not name keeps its default.

        Raises GraderError for an unknown key or a value that is not a number above 0.
        """
        known = {field.name for field in fields(cls)}
        for key, value in table.items():
            if key not in known:
                raise GraderError(f"[budgets] {key} is unknown; the budgets are {', '.join(sorted(known))}")
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= LARGEST:
                raise GraderError(f"[budgets] {key} must be a number above 0, not {value!r}")
        return cls(**table)

    @classmethod
    def read(cls, grading_toml: Path) -> "Budgets":
        """Return the budgets of a build's grading.toml; raises GraderError when there is none or it is damaged."""
        try:
            table = tomllib.loads(grading_toml.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise GraderError(f"{grading_toml} cannot be read ({error}): run `python -m autograder build`") from None
        return cls.from_table(table.get("budgets", {}))
