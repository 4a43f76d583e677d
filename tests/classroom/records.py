"""Synthetic records for tests: single ones, and classes of any size with every status and hostile names among them."""

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import coursekit
from autograder.classroom.record import (
    FAILED,
    GRADED,
    SUPERSEDED,
    TIMEOUT,
    UNREADABLE,
    CheckResult,
    Correction,
    Lateness,
    LayerRecord,
    NoteRecord,
    Record,
    Remark,
)
from autograder.grading import Grading
from autograder.sandbox.layers import LAYERS
from coursekit.language import Texts
from tests.course import SEMINAR

KIT = Texts(Path(coursekit.__file__).parent / "texts")  # what is said in every course
HOSTILE = (
    "<script>alert(1)</script>",
    "=1+1",
    "\u202egnp.exe",
    'a" onmouseover="alert(1)',
    "</table></style>{{ 7*7 }}",
)
FIRST = ("Анна", "Borís", "Chloé", "Дмитрий", "Ёлка", "Fatima", "Giorgi", "Хуан", "Ivy", "Юлия")
LAST = ("Иванова", "Smith", "Núñez", "Кузнецов", "Lee", "O'Neil", "Щербакова-Преображенская", "Ng", "Müller", "Ким")
# Which mistakes are made in which check, the commonest first.
MISTAKES = {
    "function": ("softmax_at_end", "average_pooling", "weights_unmatched"),
    "gradients": ("gradient_missing_input",),
    "freshness": ("not_fresh",),
    "interface": ("logits_dtype", "layers_made_late"),
    "standard": ("activation_not_everywhere", "activation_calls"),
    "unseen": ("activation_rebuilt", "activation_shared"),
    "default": ("default_unknown",),
    "drops": ("nothing_dropped",),
    "channels": ("elements_dropped", "mask_shared_by_batch", "mask_fixed"),
    "rate": ("rate_wrong", "keep_and_drop_swapped"),
    "scale": ("not_rescaled", "scale_one_over_p", "scaled_twice"),
    "identity": ("eval_not_identity",),
    "care": ("dtype_changed", "gradient_of_dropout"),
    "accuracy": ("accuracy_low",),
}
NOTE = NoteRecord("statement_raised_cell", "Code cell 5, line 2: NameError: name 'show' is not defined.")
# What is worth knowing of an answer, and how often it is said.
REMARKS = (
    (Remark("q3", "remark_mask_float32", "For half precision input the mask is made in float32."), 0.2),
    (Remark("q3", "remark_mask_on_cpu", "The mask is made on the CPU, whatever the device of x."), 0.1),
)


def measured(*accuracies: float) -> dict[str, dict[str, list[float]]]:
    """Return what the check of q4 measures in its training runs."""
    return {"q4": {"accuracy": [*accuracies]}}


def record(name: str = "Ada", grading: Grading | None = None, **changes: Any) -> Record:
    """Return a graded record that has every point, with `changes`."""
    points = dict(grading.points) if grading else {"q1": 3.0, "q2": 2.0, "q3": 4.0, "q4": 1.0}
    shares = grading.shares if grading else {}
    made = Record(
        key="0" * 16,
        build="0" * 16,
        id=name,
        submission=f"{name}.ipynb",
        student=name,
        student_id="",
        email="",
        late=False,
        superseded_by="",
        status=GRADED,
        reason="",
        points=points,
        possible=sum(points.values()),
        seconds=12.0,
        cpu_seconds=11.0,
        language="en",
        checks=tuple(CheckResult(question, check, "", "") for question in shares for check in shares[question]),
        measured=measured(0.8),
        layers={layer: {"held": True, "detail": "on"} for layer in LAYERS},
    )
    return replace(made, **changes)


def failing(name: str, grading: Grading, mistakes: dict[str, str], **changes: Any) -> Record:
    """Return a record that fails the checks in `mistakes` (check -> code); what follows a failed core is not judged."""
    checks, points = [], {}
    for question, shares in grading.shares.items():
        core, points[question] = next(iter(shares)), 0.0
        for check in shares:
            code = mistakes.get(check, "not_judged" if core in mistakes else "")
            checks.append(CheckResult(question, check, code, _message(code)))
            points[question] += 0.0 if code else grading.check_points(question, check)
    return record(name, grading, checks=tuple(checks), points=points, **changes)


def ungraded(name: str, grading: Grading, status: str, reason: str, **changes: Any) -> Record:
    """Return a record without marks."""
    nothing = dict.fromkeys(grading.points, 0.0)
    return record(
        name, grading, status=status, reason=reason, points=nothing, checks=(), measured={}, layers={}, **changes
    )


def classroom(size: int, grading: Grading, seed: int = 0) -> list[Record]:
    """Return `size` records that count, with earlier attempts beside them; every status is there from 20 on."""
    rng = Random(seed)
    records = [_student(rng, number, grading) for number in range(size)]
    for number, name in enumerate(HOSTILE[: size // 4]):
        records[number] = replace(records[number], student=name, submission=f"{name}.ipynb")
    if size >= 20:
        records[6] = ungraded("Unread", grading, UNREADABLE, "Unread.ipynb is not a notebook: it is not JSON.")
        records[7] = ungraded(
            "Late Lee", grading, TIMEOUT, "The submission did not finish within 580 s.", seconds=580.0
        )
        records[8] = ungraded("Fay", grading, FAILED, "Otter ended without results: look at otter.log.", late=True)
        open_ended: dict[str, LayerRecord] = {"seccomp": {"held": False, "detail": "no libseccomp"}}
        records[9] = replace(records[9], confined=False, layers={**records[9].layers, **open_ended})
        records[10] = replace(records[10], suspicious=("network", "program"), late=True)
        records[12] = replace(records[12], outdated=True)
        ended = NoteRecord(
            "statement_ended_cell", "Code cell 3, line 1: `os._exit(7)` ended the whole program (exit code 7)."
        )
        records[11] = replace(records[11], notes=(*records[11].notes, ended))
        nothing = failing("Ira", grading, dict.fromkeys(("function", "standard", "drops", "accuracy"), "missing"))
        records[13] = replace(nothing, id="submission-13", blocked=("line 3: no module named 'einops'",))
        newer = NoteRecord("chosen_newer_name", "hw_2.py was graded, because its name is newer; not graded: hw_1.py.")
        records[14] = replace(records[14], notes=(newer,))
        by_hand = Correction("q3", 2.0, 0.0, 1.0, "The mask is right, read again.", "Petrova", "2026-11-27")
        records[15] = replace(records[15], points={**records[15].points, "q3": 2.0}, corrections=(by_hand,))
        records[16] = replace(records[16], late=True, lateness=Lateness(days=2, points=2.0, assumed=False))
        later = records[12]
        earlier = replace(later, id="earlier", submission="earlier.ipynb", superseded_by=later.submission)
        records.append(replace(earlier, status=SUPERSEDED, points={}, checks=(), measured={}, layers={}))
    return records


def _student(rng: Random, number: int, grading: Grading) -> Record:
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    skill = rng.betavariate(3, 1)
    mistakes = {check: _one_of(rng, known) for check, known in MISTAKES.items() if rng.random() > skill**0.35}
    first = min(0.95, max(0.05, rng.gauss(0.8, 0.03) if "accuracy" not in mistakes else rng.gauss(0.55, 0.1)))
    near = grading.limits["q4"].low <= first < grading.limits["q4"].high
    runs = (first, *(min(0.95, rng.gauss(first, 0.01)) for _ in range(2))) if near else (first,)
    return failing(
        name,
        grading,
        mistakes,
        id=f"submission-{number}",
        submission=f"{name.replace(' ', '_')}_{number}.ipynb",
        student_id=f"s{1000 + number}",
        email=f"s{1000 + number}@example.org",
        measured=measured(*runs),
        seconds=rng.gauss(13, 2) + 6 * (len(runs) - 1),
        late=rng.random() < 0.03,
        notes=(NOTE,) if rng.random() < 0.05 else (),
        remarks=tuple(remark for remark, share in REMARKS if rng.random() < share),
    )


def _one_of(rng: Random, known: tuple[str, ...]) -> str:
    return rng.choices(known, [1 / (place + 1) for place in range(len(known))])[0]


def _message(code: str) -> str:
    if not code:
        return ""
    if code == "missing":  # of the student's library
        return "ModelBaseline is not defined."
    entry = SEMINAR.texts[code]["en"] if code in SEMINAR.texts else {"says": KIT.section("checks", "en")[code]}
    return f"{entry['says']} {entry.get('hint', '')}".strip().replace("{", "").replace("}", "")
