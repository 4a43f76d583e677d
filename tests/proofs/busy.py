"""`python -m tests.proofs.busy`: the same files on an idle machine and beside eight busy loops; writes busy.toml.

Half of them work just below or far above a budget, or sleep; budgets are tightened so that it takes minutes. Points and
all sentences of the feedback must be the same; three of the files train for q4 too. How much work a budget allows is
measured first, with nothing else running: give it a machine that is idle but for this.
"""

import json
import multiprocessing
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.classroom.grade import Class, Options
from autograder.classroom.record import Record
from autograder.classroom.submissions import find_submissions
from autograder.lms.pages import FEEDBACK_FILE
from tests.bank import REFERENCE, case_called
from tests.grading.zips import changed_zip
from tests.messy import messy_files
from tests.messy.judged import zip_without_training
from tests.proofs.result import write_result

RESULT = Path(__file__).parent / "busy.toml"
LOOPS = 8
SECONDS = {"cell_seconds": 4, "extra_seconds": 2, "extras_seconds": 6, "probe_seconds": 4}
QUICK, TRAINED = "quick", "trained"  # folders: without q4's training run, and with it
WITH_TRAINING = ("not_near_any_budget", "needed_statement_below", "eight_own_trainings")
BELOW, ABOVE = 0.6, 2.0  # of a budget
MESSY = (
    "eight_own_trainings",
    "endless_loop_before_the_class",
    "colab_drive_mounted_first",
    "seaborn_first",
    "helper_module_beside_it",
    "class_written_to_a_file_and_run",
)
WRONG = ("wrong/q3_none_returned", "wrong/q1_frozen_convs", "wrong/q2_required_argument")
WORK = """def work(count):
    total = 0
    for number in range(count):
        total += number * number
    return total
"""


def pace() -> float:
    """Return how many rounds of `work` a second of the processor does."""
    names: dict[str, object] = {}
    exec(WORK, names)
    started = time.process_time()
    names["work"](count := 3_000_000)  # type: ignore[operator]
    return count / (time.process_time() - started)


def near_budgets() -> dict[str, str]:
    """Return sources, by name, that do work below or above a budget; right in all questions but for that."""
    rounds = pace()

    def work(budget: str, share: float) -> str:
        return f"work({int(SECONDS[budget] * share * rounds)})"

    source = REFERENCE.read_text(encoding="utf-8") + "\nimport time\n\n\n" + WORK
    once = "class SpatialDropout(SpatialDropout):\n    done = False\n\n    def forward(self, x):\n"
    once += "        if not SpatialDropout.done:\n            SpatialDropout.done = True\n            {does}\n"
    once += "        return super().forward(x)\n"
    uses = "class SpatialDropout(SpatialDropout):\n    made_of = constant\n"
    # Nobody can see in this code that it makes the classes, so all statements are run.
    hidden = f"import builtins\nSOURCE = {source!r}\ngetattr(builtins, 'ex' + 'ec')(SOURCE)\n"
    return {
        "needed_statement_below": source + f"constant = {work('cell_seconds', BELOW)}\n{uses}",
        "needed_statement_above": source
        + f"constant = 1\nif constant:\n    constant = 2\n    {work('cell_seconds', ABOVE)}\n{uses}",
        "needed_statement_sleeps_below": source + f"constant = time.sleep({SECONDS['cell_seconds'] * BELOW})\n{uses}",
        "needed_statement_sleeps_above": source
        + f"constant = 1\nif constant:\n    constant = 2\n    time.sleep(60)\n{uses}",
        "first_call_below": source + once.format(does=work("probe_seconds", BELOW)),
        "first_call_above": source + once.format(does=work("probe_seconds", ABOVE)),
        "first_call_sleeps_below": source + once.format(does=f"time.sleep({SECONDS['probe_seconds'] * BELOW})"),
        "other_statement_below": hidden + work("extra_seconds", BELOW) + "\n",
        "other_statement_above": hidden + work("extra_seconds", ABOVE) + "\n",
        "other_statements_above_together": hidden + (work("extra_seconds", BELOW) + "\n") * 8,
        "not_near_any_budget": source,
    }


@contextmanager
def busy(loops: int) -> Iterator[None]:
    """Have so many processes compute all the time."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_loop, daemon=True) for _ in range(loops)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.kill()


def _loop() -> None:
    while True:
        sum(range(10_000))


def graded(folder: Path, builds: dict[str, Path], out: Path) -> dict[str, str]:
    """Grade all files below a folder, one at a time; return points and feedback of each as one text.

    builds: the autograder.zip for the files of each folder in it.
    """
    found: dict[str, str] = {}
    for name, zip_path in builds.items():
        done = Class(find_submissions([folder / name]), zip_path, out / name, Options(jobs=1))
        for record in done.run(told, lambda todo, had: None):
            feedback = (out / name / record.id / FEEDBACK_FILE).read_text(encoding="utf-8")
            found[record.submission] = json.dumps([record.status, dict(record.points)]) + "\n" + feedback
    return found


def told(record: Record) -> None:
    """Print what one file got."""
    print(f"  {record.submission} {record.total:g} {record.seconds:.0f} s", flush=True)


def main() -> None:
    """Write the files, grade them twice, compare, and exit 1 where something differs."""
    with tempfile.TemporaryDirectory() as temporary:
        top = Path(temporary)
        files = top / "files"
        for place in (QUICK, TRAINED):
            (files / place).mkdir(parents=True)
        for name, source in near_budgets().items():
            folder = files / (TRAINED if name in WITH_TRAINING else QUICK)
            (folder / f"{name}.py").write_text(source, encoding="utf-8")
        for name in WRONG:
            case = case_called(name)
            (files / QUICK / f"{case.path.stem}.py").write_text(case.source(), encoding="utf-8")
        by_name = {file.name: file for file in messy_files()}
        for name in MESSY:
            folder = files / (TRAINED if name in WITH_TRAINING else QUICK)
            (folder / by_name[name].file_name).write_bytes(by_name[name].content)
        tight = changed_zip(top / "tight.zip", **SECONDS)
        builds = {QUICK: zip_without_training(top / "quick.zip", tight), TRAINED: tight}
        print("idle")
        idle = graded(files, builds, top / "idle")
        print(f"beside {LOOPS} busy loops")
        with busy(LOOPS):
            loaded = graded(files, builds, top / "busy")
    different = sorted(name for name in idle if idle[name] != loaded.get(name))
    for name in different:
        print(f"--- {name}, idle\n{idle[name]}\n--- {name}, busy\n{loaded.get(name)}")
    near = sum(bool(re.search("below|above", name)) for name in idle)
    lines = [
        f"files = {len(idle)}",
        f"near_a_budget = {near}",
        f"busy_loops = {LOOPS}",
        f"different = {json.dumps(different)}",
    ]
    write_result(RESULT, "busy", lines)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
