"""`python -m tests.proofs.judge_bank [NAME_PART] [--with-training]`: how the checks judge the banks, for their authors.

Prints one line for every case that is not judged as its header says, and a summary.
"""

import sys

from autograder.trial import Build
from tests.bank import Case, cases, judging, named, unexpected
from tests.course import CHECKS
from tests.course import words as words_of
from tests.proofs.drawn import drawn_build


def problems(case: Case, questions: list[str], build: Build) -> list[str]:
    """Return what is unexpected about the verdicts on a case."""
    found = []
    seen: dict[str, str] = {}
    judged = judging(case.namespace, build)
    for question in questions:
        failed = [verdict for verdict in judged(question).verdicts.values() if verdict is not None]
        words = {verdict.code: words_of(verdict) for verdict in failed if verdict.code != "not_judged"}
        problem = unexpected(case, question, words)
        if problem:
            found.append(f"{problem} {list(words.values())}")
        seen |= words if question in case.breaks else {}
    if case.breaks and case.code != "-" and not named(case, seen):
        found.append(f"is named {sorted(seen)} instead of {case.code}")
    return found


def main() -> None:
    """Judge all cases whose name contains the given part."""
    part = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "")
    questions = [question for question in CHECKS if question != "q4" or "--with-training" in sys.argv]
    build = drawn_build("a secret of the banks")
    chosen = [case for bank in ("wrong", "correct") for case in cases(bank) if part in case.name]
    bad = 0
    for case in chosen:
        lines = problems(case, questions, build)
        bad += bool(lines)
        for line in lines:
            print(f"{case.name}: {line}")
    print(f"{len(chosen)} cases, {bad} not judged as their headers say")


if __name__ == "__main__":
    main()
