"""What a person should look at: each concern names its kind, which has a text of its own, and the facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from autograder.classroom.record import FAILED, SUPERSEDED, TIMEOUT, UNREADABLE, Record
from autograder.feedback import codes
from autograder.paths import LANGUAGES

# Kinds in the order of the report. The first ones ask for a decision; those in TOLD are only worth knowing.
ASKED = ("not_graded", "unconfined", "layers", "suspicious", "ended", "late")
TOLD = ("repeated", "attempt")
# What the feedback says when a worker was ended, and which of it a check may say too.
ENDINGS = ("ended", "too_slow", "reply_invalid")
ENDINGS_OF_CHECKS = ("ended", "reply_invalid")


@dataclass(frozen=True)
class Concern:
    """One reason to look at a submission: `kind` is one of ASKED or TOLD, `detail` the facts."""

    kind: str
    detail: str

    @property
    def asks(self) -> bool:
        """Whether somebody has to decide, not only to know."""
        return self.kind in ASKED


def concerns(records: Sequence[Record]) -> dict[str, tuple[Concern, ...]]:
    """Return the concerns of every record by its id, in the order of the kinds; empty where there are none."""
    usual = {name for record in records for name, layer in record.layers.items() if layer.get("held")}
    return {record.id: tuple(_concerns(record, usual)) for record in records}


def layers_not_held(record: Record) -> dict[str, str]:
    """Return the layers of the sandbox that did not hold, with the reason."""
    return {name: str(layer.get("detail", "")) for name, layer in record.layers.items() if not layer.get("held")}


def ended_its_worker(line: str) -> bool:
    """Return whether a line about a cell says that the cell ended its worker."""
    return any(beginning in line for beginning in _endings())


def _concerns(record: Record, usual: set[str]) -> list[Concern]:
    if record.status == SUPERSEDED:
        return [Concern("attempt", record.superseded_by)]
    found = []
    if record.status in (UNREADABLE, TIMEOUT, FAILED):
        found.append(Concern("not_graded", record.reason))
    if not record.confined:
        found.append(Concern("unconfined", ", ".join(layers_not_held(record))))
    held = {name for name, layer in record.layers.items() if layer.get("held")}
    if record.layers and usual - held:
        found.append(Concern("layers", ", ".join(sorted(usual - held))))
    if record.suspicious:
        found.append(Concern("suspicious", " ".join(record.suspicious)))
    ends = [line for line in record.cells if ended_its_worker(line)]
    ends += [
        f"{check.question} {check.check}: {check.message}" for check in record.checks if check.code in ENDINGS_OF_CHECKS
    ]
    if ends:
        found.append(Concern("ended", "\n".join(ends)))
    if record.late:
        found.append(Concern("late", ""))
    if len(record.accuracies) > 1:
        found.append(Concern("repeated", ", ".join(f"{accuracy:.1%}" for accuracy in record.accuracies)))
    return found


@cache
def _endings() -> frozenset[str]:
    """Return how the sentences about an ended worker begin, up to their first value, in all languages."""
    return frozenset(codes(language)[code]["says"].partition("{")[0] for language in LANGUAGES for code in ENDINGS)
