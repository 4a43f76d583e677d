"""What a person should look at: each concern names its kind, which has a text of its own, and the facts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograder.classroom.record import FAILED, SUPERSEDED, TIMEOUT, UNREADABLE, Decision, Record

# Kinds in the order of the report. The first ones ask for a decision; those in TOLD are only worth knowing.
ASKED = (
    *("not_graded", "overruled", "outdated", "blocked", "unconfined", "layers", "suspicious", "ended", "versions"),
    "late",
)
TOLD = ("late_counted", "corrected", "repeated", "attempt")
# Codes of checks, and of notes (`submission` in seminar/texts), that say that the submission ended its worker or broke
# the channel to it. What was stopped because it took long is none: a student's own training is ordinary.
ENDINGS = ("ended", "reply_invalid")
ENDINGS_IN_NOTES = ("statement_ended_cell", "statement_ended_line")
# Codes of notes that say that one of several versions with different answers was graded.
VERSIONS = ("chosen_newer_name", "chosen_newer_date", "chosen_first", "chosen_notebook", "conflict_inside")


@dataclass(frozen=True)
class Concern:
    """One reason to look at a submission: `kind` is one of ASKED or TOLD, `detail` the facts that
    the record does not hold under that name.

    decision: of a person about it, where there is one; None for one that somebody has still to make.
    """

    kind: str
    detail: str
    decision: Decision | None = None

    @property
    def asks(self) -> bool:
        """Whether somebody has to decide, not only to know."""
        return self.kind in ASKED and not self.settled

    @property
    def settled(self) -> bool:
        """Whether somebody has decided, about the mark that there is now."""
        return self.decision is not None and self.decision.stands


def concerns(records: Sequence[Record]) -> dict[str, tuple[Concern, ...]]:
    """Return the concerns of every record by its id, in the order of the kinds; empty where there are none."""
    usual = {name for record in records for name, layer in record.layers.items() if layer.get("held")}
    return {record.id: tuple(_decided(record, one) for one in _concerns(record, usual)) for record in records}


def _decided(record: Record, concern: Concern) -> Concern:
    """Return a concern with the decision about it, if there is one."""
    about = [decision for decision in record.decisions if concern.kind in decision.kinds]
    return replace(concern, decision=about[-1]) if about else concern


def layers_not_held(record: Record) -> dict[str, str]:
    """Return the layers of the sandbox that did not hold, with the reason."""
    return {name: str(layer.get("detail", "")) for name, layer in record.layers.items() if not layer.get("held")}


def _concerns(record: Record, usual: set[str]) -> list[Concern]:
    if record.status == SUPERSEDED:
        return [Concern("attempt", record.superseded_by)]
    found = []
    if record.status in (UNREADABLE, TIMEOUT, FAILED):
        found.append(Concern("not_graded", record.reason))
    elif record.outdated or record.reason:
        found.append(Concern("outdated", record.reason))
    if any(one.changed for one in record.corrections):
        found.append(Concern("overruled", ""))
    if record.blocked:
        found.append(Concern("blocked", "\n".join(record.blocked)))
    if not record.confined:
        found.append(Concern("unconfined", ", ".join(layers_not_held(record))))
    held = {name for name, layer in record.layers.items() if layer.get("held")}
    if record.layers and usual - held:
        found.append(Concern("layers", ", ".join(sorted(usual - held))))
    if record.suspicious:
        found.append(Concern("suspicious", " ".join(record.suspicious)))
    ends = [note.text for note in record.notes if note.code in ENDINGS_IN_NOTES]
    ends += [f"{check.question} {check.check}: {check.message}" for check in record.checks if check.code in ENDINGS]
    if ends:
        found.append(Concern("ended", "\n".join(ends)))
    versions = [note.text for note in record.notes if note.code in VERSIONS]
    if versions:
        found.append(Concern("versions", "\n".join(versions)))
    if record.late or record.late_days > 0:
        found.append(Concern("late" if record.lateness is None or record.lateness.assumed else "late_counted", ""))
    if record.corrections:
        found.append(Concern("corrected", ""))
    for question, measured in record.measured.items():
        for numbers in measured.values():
            if len(numbers) > 1:
                found.append(Concern("repeated", f"{question}: {', '.join(f'{number:.1%}' for number in numbers)}"))
    return found
