"""`python -m tests.proofs.on_gpu [RUNS]`: marks with a graphics card; writes on_gpu.toml and q4's evidence of the card.

Needs an NVIDIA card, a build, and no network; under ten minutes. First RUNS (20) training runs on the card of each kind
that matters there (`calibrate --device cuda`). Then the right files of both banks, q4 alone, and between them the
attacks on a card: no right file may lose a mark. Then twenty files of q4 whole, on the card and on the CPU: the same
results. Last, an epoch of 50,000 images against the seminar's own loop (tests/benchmarks/test_epoch_time.py).
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import tomli_w
import torch

from autograder.classroom.pool import Pool, outcomes
from autograder.classroom.record import question_points
from autograder.classroom.task import Outcome, Task, unpack
from autograder.grading import DeviceChoice
from autograder.judge import ON_GPU
from autograder.sandbox.gpu import find_gpu
from solutions.questions.q4_training.calibration.calibrate import calibrate
from tests.bank import Case, cases
from tests.course import AUTOGRADER_ZIP, GRADING, QUESTIONS, SEMINAR
from tests.hostile.cases import HostileCase
from tests.hostile.cases import cases as hostile_cases
from tests.proofs.otter_results import keep_questions
from tests.proofs.result import write_result
from tests.sample import spread

RESULT = Path(__file__).parent / "on_gpu.toml"
QUESTION, CHECK = "q4", "q4.accuracy"
RUNS, BOTH, LIMIT_SECONDS = 20, 20, 600
JOBS = min(max((os.cpu_count() or 1) - 2, 1), 12)
Named = Iterable[tuple[str, str]]  # submissions: name and source
Told = dict[str, Any]
Grade = Callable[[Path, Named, DeviceChoice], dict[str, Outcome]]


def in_class(unpacked: Path, submissions: Named, device: DeviceChoice) -> dict[str, Outcome]:
    """Return the outcome of each submission, graded as a class is, several at a time."""
    tasks = (
        (name, Task("work.py", source.encode(), "en", unconfined=False, device=device)) for name, source in submissions
    )
    with Pool(unpacked, JOBS, LIMIT_SECONDS) as pool:
        return dict(outcomes(pool, tasks))


def points(outcome: Outcome, questions: Sequence[str] = (QUESTION,)) -> dict[str, float] | None:
    """Return the points of questions; None where there is no mark. Sentences may show an accuracy, which differs by
    rounding between devices."""
    return question_points(outcome["results"] or {}, questions)


def among_attacks(
    right: Sequence[Case], attacks: Sequence[HostileCase], unpacked: Path, grade: Grade, device: DeviceChoice = "cuda"
) -> Told:
    """Grade q4 of right files with the attacks between them; return what came of it."""
    named = [(case.name, case.source()) for case in right]
    hostile = [(case.name, case.source()) for case in attacks]
    mixed = [one for one in chain.from_iterable(zip_longest(hostile, named)) if one is not None]
    found = grade(unpacked, mixed, device)
    full = {QUESTION: GRADING.points[QUESTION]}
    problems = [f"{case.name}: {found[case.name]['checks']}" for case in right if points(found[case.name]) != full]
    for case in attacks:
        outcome = found[case.name]
        print(case.name, round(outcome["seconds"]), points(outcome), outcome.get("devices"), flush=True)
        told = json.dumps(outcome)
        problems += [f"{case.name}: says {marker}" for marker in case.leaks if marker in told]
        got = points(outcome)
        if got is None or got[QUESTION] > case.deserves[QUESTION]:
            problems.append(f"{case.name}: {outcome['status']}, {got}")
    decided = Counter(decided_by(found[case.name]) for case in right)
    if not decided[ON_GPU]:
        problems.append("no right file passed on the card: nothing was tried there")
    return {
        "right": len(right),
        "passed_on_the_card": decided.pop(ON_GPU, 0),
        "decided_on_the_cpu": dict(decided),
        "attacks": {case.name: decided_by(found[case.name]) for case in attacks},
        "problems": problems,
    }


def on_both(
    some: Sequence[Case],
    unpacked: Path,
    grade: Grade,
    device: DeviceChoice = "cuda",
    questions: Sequence[str] = QUESTIONS,
) -> Told:
    """Grade whole files on the card and on the CPU; return which differ, and how long it took."""
    taken, found = {}, {}
    for where in (device, "cpu"):
        started = time.monotonic()
        found[where] = grade(unpacked, [(case.name, case.source()) for case in some], where)
        taken[where] = time.monotonic() - started
    there, here = (
        {case.name: points(found[where][case.name], questions) for case in some} for where in (device, "cpu")
    )
    different = [name for name, got in there.items() if got is None or got != here[name]]
    first = sum(decided_by(found[device][case.name]) == ON_GPU for case in some)
    return {
        "files": len(some),
        "passed_on_the_card": first,
        "different": different,
        "at_a_time": JOBS,
        "seconds_on_the_card": round(taken[device]),
        "seconds_on_the_cpu": round(taken["cpu"]),
    }


def decided_by(outcome: Outcome) -> str:
    """Return `gpu`, or why the CPU decided."""
    return str(outcome.get("devices", {}).get(CHECK, "not tried"))


def epochs() -> list[str]:
    """Return what the benchmark of an epoch prints on the card."""
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-s", "-m", "benchmark", "tests/benchmarks/test_epoch_time.py"],
        env={**os.environ, "SEMINAR_BENCHMARK_DEVICE": "cuda", "SEMINAR_BENCHMARK_ROUNDS": "2"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    print(told[-3000:], flush=True)
    return re.findall(r"^(?:[\d,]+ images|  resident|  a network).*$", told, re.MULTILINE)


def others_on_the_card() -> list[str]:
    """Return what the driver says of other processes that are on the card."""
    query = ["nvidia-smi", "--query-compute-apps=pid,used_memory", "--format=csv,noheader"]
    told = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    return [line for line in told if line.partition(",")[0] != str(os.getpid())]


def main() -> None:
    """Measure all of it and write it down."""
    gpu = find_gpu()
    if gpu is None:
        sys.exit(
            "tests.proofs.on_gpu: there is no NVIDIA card here that torch can use (nvidia-smi; torch.version.cuda)"
        )
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    started = time.monotonic()
    told: Told = {"card": f"{torch.cuda.get_device_name()}, torch {torch.__version__}", "runs_of_each_kind": runs}

    def keep(name: str, measured: object) -> None:
        told[name] = measured
        print(f"{time.monotonic() - started:.0f} s", flush=True)
        write_result(RESULT, "on_gpu", tomli_w.dumps(dict(sorted(told.items(), key=is_table))).splitlines())

    keep("evidence", calibrate(SEMINAR.settings("q4"), runs, JOBS, lambda *_: None, "cuda"))
    wrong = [case for case in cases("wrong") if QUESTION in (*case.breaks, *case.also)]
    some = spread(cases("correct"), BOTH // 2) + spread(wrong, BOTH // 2)
    with tempfile.TemporaryDirectory() as place:
        whole = unpack(AUTOGRADER_ZIP, Path(place) / "whole")
        trained = keep_questions(unpack(AUTOGRADER_ZIP, Path(place) / "trained"), (QUESTION,))
        keep("class", among_attacks(cases("correct"), hostile_cases("device"), trained, in_class))
        keep("left_on_the_card", others_on_the_card())
        keep("both", on_both(some, whole, in_class))
    keep("epochs", epochs())
    wrong_there = [*told["class"]["problems"], *(f"{name}: two results" for name in told["both"]["different"])]
    if wrong_there:
        sys.exit("\n".join(["tests.proofs.on_gpu: marks with a card are not what they must be:", *wrong_there]))


def is_table(item: tuple[str, object]) -> bool:
    """Return whether an item of a TOML file begins a part of it, which all others must come before."""
    return isinstance(item[1], dict)


if __name__ == "__main__":
    main()
