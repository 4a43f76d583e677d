"""`python -m tests.proofs.container [NAME...]`: the worst of the hostile bank in a container as small as Gradescope's.

What takes memory, files and threads without end, and some that hang or leave processes, each in a container of its
own: 768 MB (1,000 MB where torch is built with CUDA), half a core, no network. Budgets are tight and q4 trains one
epoch, which earns nothing. Each must end with valid results, no more points than it deserves and no secret in them.
Then solutions, as they are. Writes container.toml; an hour on a quiet machine.
"""

import json
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.course import AUTOGRADER_ZIP, DIST, GRADING, LANGUAGES, QUESTIONS, SECRET_FILE, solution_name
from tests.grading import container
from tests.grading.zips import changed_zip
from tests.hostile.cases import HostileCase, cases
from tests.hostile.watch import leaks
from tests.proofs.result import write_result

RESULT = Path(__file__).parent / "container.toml"
BUDGETS = {"cell_seconds": 5, "probe_seconds": 4, "submission_seconds": 40, "deaths": 4}
WORST, ALSO, EACH = "bomb", ("daemon", "hang"), 8  # all of that kind, and every eighth one of these


def worst() -> list[HostileCase]:
    """Return the attacks that a small machine has most to fear from."""
    others = [case for case in cases() if case.kind in ALSO]
    return [*(case for case in cases() if case.kind == WORST), *others[::EACH]]


def problems(case: HostileCase, place: Path) -> list[str]:
    """Grade one attack in a container; return what is wrong, a line each."""
    quick = changed_zip(place / "quick.zip", epochs=1, **BUDGETS)
    source = case.source()
    ended = container.run(quick, place / case.name, lambda folder: (folder / "work.py").write_text(source))
    scores = {test["name"]: test["score"] for test in ended.results["tests"] if test["name"] in QUESTIONS}
    found = [] if ended.code == 0 else [f"{case.name} ends with exit code {ended.code}: {ended.printed[-300:]}"]
    found += [f"{case.name} gets {scores[q]:g} in {q}" for q in QUESTIONS if scores[q] > case.deserves[q]]
    secret = json.loads(SECRET_FILE.read_text(encoding="utf-8"))["secret"]
    if leaks(json.dumps(ended.results, ensure_ascii=False), [secret, *case.leaks]):
        found.append(f"{case.name}: its results hold what they must not")
    print(case.name, scores, f"{ended.peak_mb:.0f} MB", f"{ended.cpu_seconds:.0f} s", *found, flush=True)
    return found


def main() -> None:
    """Grade all that was asked for, and write what was wrong."""
    lacking = container.lacking()
    if lacking:
        sys.exit(f"no container: {lacking}")
    bank = [case for case in worst() if not sys.argv[1:] or case.name in sys.argv[1:]]
    found, peaks, seconds = [], [], []
    with tempfile.TemporaryDirectory() as temporary:
        for number, case in enumerate(bank):
            place = Path(temporary) / str(number)
            place.mkdir()
            found += problems(case, place)
        for language in LANGUAGES:
            solution = DIST / solution_name(language)
            place = Path(temporary) / language
            ended = container.run(AUTOGRADER_ZIP, place, partial(shutil.copy, solution))
            total = sum(test.get("score", 0) for test in ended.results["tests"])
            found += [] if total == GRADING.possible else [f"the solution gets {total:g}"]
            peaks.append(round(ended.peak_mb))
            seconds.append(round(ended.cpu_seconds, 1))
    _, megabytes = container.packages()
    lines = [f"hostile = {len(bank)}", f"problems = {found}", f"memory_mb = {megabytes}"]
    lines += [f"peak_mb = {max(peaks)}", f"cpu_seconds = {max(seconds)}"]
    if sys.argv[1:]:
        print(*lines, sep="\n")
    else:
        write_result(RESULT, "container", lines)


if __name__ == "__main__":
    main()
