"""`python -m tests.judge_bank [NAME_PART] [--with-training]`: how the hidden checks judge the banks, for their authors.

Prints one line for every case that is not judged as its header says, and a summary.
"""

import sys
from pathlib import Path

from autograder.checks import HIDDEN_CHECKS
from autograder.checks.trial import Build
from autograder.config import load_grading
from tests.bank import Case, cases, judge_case


def problems(case: Case, questions: list[str], build: Build) -> list[str]:
    """Return what is unexpected about the verdicts on a case."""
    found = []
    for question in questions:
        failed = {name: verdict for name, verdict in judge_case(case, question, build).items() if verdict is not None}
        codes = [verdict.code for verdict in failed.values() if verdict.code != "not_judged"]
        if question in case.breaks and not failed:
            found.append(f"{question} keeps full marks")
        if question in case.breaks and failed and case.code not in ("-", *codes):
            found.append(f"{question} is named {codes} instead of {case.code}")
        if question not in case.breaks + case.also and failed:
            details = "; ".join(
                f"{name}: {verdict}" for name, verdict in failed.items() if verdict.code != "not_judged"
            )
            found.append(f"{question} loses marks: {details}")
    return found


def main() -> None:
    """Judge all cases whose name contains the given part."""
    part = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "")
    questions = [question for question in HIDDEN_CHECKS if question != "q4" or "--with-training" in sys.argv]
    build = Build(Path("dist/build"), "a secret of the banks", load_grading())
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
