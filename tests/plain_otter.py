"""Plain Otter on the project's own test files: no plugin, no sandbox, the checks in the submission's own process."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from autograder.build.package import write_zip, zip_entries

CONFIG = "otter_config.json"
BUILD_VARIABLE = "AUTOGRADER_BUILD"  # from which test files have the folder of their build when no grader gives it
OUTPUT_LIMIT = 2**24  # bytes of output that are kept
ROUNDS = 20  # of killing, in which new processes may still be found


@dataclass(frozen=True)
class OtterRun:
    """What one `otter run` took and gave; `results` is None when there is no valid results.json."""

    seconds: float
    results: dict[str, Any] | None
    output: str
    timed_out: bool


def plain_zip(autograder_zip: Path, target: Path, questions: Sequence[str]) -> Path:
    """Write to `target` an Otter zip with the same test files of `questions` and the same settings, but no plugin."""
    entries = zip_entries(autograder_zip)
    config = {key: value for key, value in json.loads(entries[CONFIG]).items() if key != "plugins"}
    kept = {f"tests/{question}.py": _told_build(entries[f"tests/{question}.py"]) for question in questions}
    write_zip(target, {**kept, CONFIG: json.dumps(config).encode()})
    return target


def _told_build(test_file: bytes) -> bytes:
    build = f'__import__("os").environ["{BUILD_VARIABLE}"]'
    told, count = re.subn(rb"(?m)^( +hidden_check\(.*)\)$", rb"\1, " + build.encode() + b")", test_file)
    assert count, test_file
    return told


def otter_run(zip_path: Path, submission: Path, out: Path, *, build: Path | None, seconds: float) -> OtterRun:
    """Grade a copy of `submission` by `otter run`, which writes results.json into `out`; end it after `seconds`.

    What a run that ended by itself leaves behind goes on: `end_processes` ends it.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary).resolve()
        work, log = folder / "work", folder / "output"
        work.mkdir()
        # Under its own name a file otter.py would be imported instead of Otter, by the notebook kernel too.
        copy = work / f"submission{submission.suffix.lower()}"
        shutil.copyfile(submission, copy)
        command = [sys.executable, "-m", "otter", "run", "-a", str(zip_path.resolve()), "-o", str(out.resolve())]
        started = time.monotonic()
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [*command, "--no-logo", str(copy)],
                cwd=work,
                env=_environment(folder, build),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        timed_out = False
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            timed_out = True
        finally:
            if process.poll() is None:
                end_processes(folder)
                process.wait()
        took = time.monotonic() - started
        with log.open("rb") as stream:
            output = stream.read(OUTPUT_LIMIT).decode("utf-8", errors="replace")
    return OtterRun(took, _results(out / "results.json"), output, timed_out)


def end_processes(folder: Path) -> None:
    """Kill every process whose temporary folder lies in `folder`, with its descendants, until there is none.

    Notebook kernels live in sessions of their own, and orphans have lost their parent; both keep their environment.
    """
    for _ in range(ROUNDS):
        found = {process for process in psutil.process_iter() if _belongs(process, folder.resolve())}
        for process in tuple(found):
            with contextlib.suppress(psutil.Error):
                found |= set(process.children(recursive=True))
        if not found:
            return
        for process in found:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(found, timeout=1)


def _belongs(process: psutil.Process, folder: Path) -> bool:
    try:
        place = process.environ().get("TMPDIR", "")
        return process.status() != psutil.STATUS_ZOMBIE and folder in (Path(place), *Path(place).parents)
    except psutil.Error:
        return False


def _environment(folder: Path, build: Path | None) -> dict[str, str]:
    """Return the environment of a run, whose temporary files and those of Jupyter and IPython lie in `folder`."""
    environment = {**os.environ, "MPLBACKEND": "agg", "OMP_NUM_THREADS": "1"}
    for variable in ("TMPDIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        place = folder / variable.lower()
        place.mkdir()
        environment[variable] = str(place)
    if build is not None:
        environment[BUILD_VARIABLE] = str(build.resolve())
    return environment


def _results(path: Path) -> dict[str, Any] | None:
    try:
        results = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return results if isinstance(results, dict) else None
