"""The one page that says how right the marks are: what the proofs in tests/proofs and the calibration have measured."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.classroom.fingerprint import fingerprint
from autograder.course import Course
from autograder.errors import GraderError
from autograder.paths import PROOFS

# Proofs that are commands of the grader, not of its tests.
PROVE = ("mutants", "power")

Line = tuple[str, str]


@dataclass(frozen=True)
class Proofs:
    """What the proofs have written, each with a `note` that is empty unless other checks than today's were measured."""

    banks: dict[str, Any]
    flips: dict[str, Any]
    regrade: dict[str, Any]
    hostile: dict[str, Any]
    hostile_class: dict[str, Any]
    container: dict[str, Any]
    same_marks: dict[str, Any]
    whole_class: dict[str, Any]
    interrupted: dict[str, Any]
    exports: dict[str, Any]
    messy: dict[str, Any]
    busy: dict[str, Any]
    mutants: dict[str, Any]
    power: dict[str, Any]


def read_proofs(course: Course, folder: Path = PROOFS) -> Proofs:
    """Read the results of all proofs; raises GraderError when one was never run or cannot be read."""
    now, attacked = fingerprint(course), fingerprint(course, training=False)
    return Proofs(
        banks=_read(folder / "banks.toml", "kill_matrix", now),
        flips=_read(folder / "flips.toml", "flips", now),
        regrade=_read(folder / "regrade.toml", "regrade", now),
        hostile=_read(folder / "hostile.toml", "hostile", attacked),
        hostile_class=_read(folder / "hostile_class.toml", "hostile_class", attacked),
        container=_read(folder / "container.toml", "container", now),
        same_marks=_read(folder / "same_marks.toml", "same_marks", now),
        whole_class=_read(folder / "whole_class.toml", "whole_class", now),
        interrupted=_read(folder / "interrupted.toml", "interrupted", attacked),
        exports=_read(folder / "exports.toml", "exports", attacked),
        messy=_read(folder / "messy.toml", "messy", now),
        busy=_read(folder / "busy.toml", "busy", now),
        mutants=_read(folder / "mutants.toml", "mutants", attacked),
        power=_read(folder / "power.toml", "power", attacked),
    )


def proof_lines(course: Course, proofs: Proofs) -> list[Line]:
    """Return what is claimed and what was measured, one pair for each line of the page."""
    return [
        *_banks(proofs.banks),
        *_mutants(proofs.mutants),
        *_power(course, proofs.power),
        *_files(proofs),
        *_thresholds(course),
        *_luck(proofs),
        *_sandbox(proofs),
        *_class(proofs),
    ]


def broken_proofs(proofs: Proofs) -> list[str]:
    """Return a line for every proof that did not come out as it must."""
    banks, flips, regrade, same = proofs.banks, proofs.flips, proofs.regrade, proofs.same_marks
    whole, messy, mutants = proofs.whole_class, proofs.messy, proofs.mutants
    claims = {
        "a wrong submission keeps all marks of a question that it breaks": banks["caught"] < banks["wrong"],
        "a wrong submission loses marks elsewhere": banks["elsewhere"] > 0,
        "fewer than 90 % of the misconceptions are named": banks["named"] < 0.9 * banks["wrong"],
        "a correct submission loses marks": banks["accepted"] < banks["correct"],
        "a mutant of a right answer keeps all marks": mutants["survivors"] > 0 or mutants["refused"] > 0,
        "right answers lose marks for the file that they come in": messy["kept"] < messy["files"]
        or messy["kept_through_otter_run"] < messy["through_otter_run"],
        "the reference loses marks under some secret": bool(flips["flips"]),
        "a regrade gives other results": bool(regrade["different"]),
        "a busy machine gives other marks": bool(proofs.busy["different"]),
        "a hostile submission gets through": bool(proofs.hostile["broken"]),
        "a hostile submission hurts a class": bool(proofs.hostile_class["problems"]),
        "an attack gets through in a small container, or the solution does not": bool(proofs.container["problems"]),
        "a run that was ended has lost marks": bool(proofs.interrupted["problems"]),
        "marks do not come back to a learning platform as they are": bool(proofs.exports["problems"]),
        "a class that was killed and resumed has other results": bool(whole["different"]),
        "the sandbox gives other results": bool(same["different_in_sandbox"] or same["different_through_otter_run"]),
    }
    return [claim for claim, broken in claims.items() if broken]


def page(lines: list[Line]) -> str:
    """Return the lines as text in two columns."""
    width = max(len(claim) for claim, _ in lines)
    return "\n".join(f"{claim:<{width}}  {measured}" for claim, measured in lines)


def _banks(banks: dict[str, Any]) -> list[Line]:
    wrong, correct, note = banks["wrong"], banks["correct"], banks["note"]
    entangled = banks["entangled"]
    return [
        ("wrong submissions that lose marks where they are wrong", f"{banks['caught']} of {wrong}{note}"),
        (
            "... and in no other question",
            f"{wrong - banks['elsewhere'] - entangled} of {wrong}; {entangled} lose in one that cannot be told apart",
        ),
        ("misconceptions named exactly", f"{banks['named']} of {wrong} ({banks['named'] / wrong:.0%}){note}"),
        ("correct but unusual submissions that keep all marks", f"{banks['accepted']} of {correct}{note}"),
    ]


def _mutants(mutants: dict[str, Any]) -> list[Line]:
    different = mutants["mutants"] - mutants["equivalent"]
    return [
        (
            "mutants of right answers that lose marks",
            f"{mutants['killed']} of {different}; {mutants['equivalent']} more are right answers too{mutants['note']}",
        )
    ]


def _power(course: Course, power: dict[str, Any]) -> list[Line]:
    if not course.file.hooks.power_line:
        return []
    claim, measured = course.load(course.file.hooks.power_line)(power)
    return [(claim, f"{measured}{power['note']}")]


def _files(proofs: Proofs) -> list[Line]:
    messy, busy = proofs.messy, proofs.busy
    return [
        (
            "messy files that keep what their answers deserve",
            f"{messy['kept']} of {messy['files']}; through otter run {messy['kept_through_otter_run']} of "
            f"{messy['through_otter_run']}{messy['note']}",
        ),
        (
            f"files graded otherwise beside {busy['busy_loops']} busy loops than on an idle machine",
            f"{len(busy['different'])} of {busy['files']}, {busy['near_a_budget']} of them near a budget{busy['note']}",
        ),
    ]


def _thresholds(course: Course) -> list[Line]:
    """Return what questions say of the evidence for their thresholds."""
    return [
        line
        for name, question in course.questions.items()
        if question.proven is not None
        for line in question.proven(course.settings(name))
    ]


def _luck(proofs: Proofs) -> list[Line]:
    flips, regrade = proofs.flips, proofs.regrade
    return [
        (
            "secrets under which the reference loses a mark",
            f"{len(flips['flips'])} of {flips['secrets']:,}, {flips['with_training']} of them with training"
            f"{flips['note']}",
        ),
        (
            "regrades that differ, on one thread and two",
            f"{len(regrade['different'])} of {regrade['submissions']}, {regrade['with_training']} of them with training"
            f"{regrade['note']}",
        ),
    ]


def _sandbox(proofs: Proofs) -> list[Line]:
    hostile, mixed, same = proofs.hostile, proofs.hostile_class, proofs.same_marks
    container = proofs.container
    return [
        (
            "hostile submissions that get through",
            f"{len(hostile['broken'])} of {hostile['submissions']}, each tried in {len(hostile['modes'])} ways"
            f"{hostile['note']}",
        ),
        (
            "... or hurt a class that they are part of",
            f"{len(mixed['problems'])} of {mixed['hostile']}, among {mixed['honest']} honest ones{mixed['note']}",
        ),
        (
            "... through the Gradescope zip in a container without network, half a core",
            f"{len(container['problems'])} of {container['hostile']}, in {container['memory_mb']:,} MB, of which a "
            f"solution takes {container['peak_mb']}{container['note']}",
        ),
        (
            "results that differ in a graded class from those in process",
            f"{len(same['different_in_sandbox'])} of {same['submissions']}; through otter run "
            f"{len(same['different_through_otter_run'])} of {same['through_otter_run']}{same['note']}",
        ),
    ]


def _class(proofs: Proofs) -> list[Line]:
    whole, ended, there = proofs.whole_class, proofs.interrupted, proofs.exports
    return [
        (
            f"results that differ when a class is killed {whole['killed']} times",
            f"{len(whole['different'])} of {whole['students']}{whole['note']}",
        ),
        (
            f"marks lost when runs are ended at {ended['ended']} random moments",
            f"{len(ended['problems'])} of {ended['marks_at_stake']}{ended['note']}",
        ),
        (
            f"rows of the exports of {there['platforms']} platforms, there and back, that are wrong",
            f"{len(there['problems'])} of {there['compared']}{there['note']}",
        ),
        ("submissions a minute against plain Otter, both two at a time", f"{whole['ratio']:.1f} times as many"),
    ]


def _read(path: Path, module: str, now: str) -> dict[str, Any]:
    command = f"python -m autograder prove {module}" if module in PROVE else f"python -m tests.proofs.{module}"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise GraderError(f"{path} is missing or damaged: run `{command}`") from None
    stale = table.get("fingerprint") != now
    return {**table, "note": f" (measured with other checks: run `{command}`)" if stale else ""}
