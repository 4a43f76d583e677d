"""Mutants judged by the hidden checks, in warm processes: a mutant that hangs or ends its process is killed by that."""

import linecache
import os
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import torch
from pebble import ProcessPool

from autograder.course import load_course
from autograder.judge import judge
from autograder.trial import Build
from coursekit.feedback import CheckFailed

SECRET = "the secret of the mutants"
MEMORY = 6 << 30  # bytes of data that a process of mutants may have
MUTANTS_PER_PROCESS = 150  # then a fresh one, in case that some of them left something behind
SURVIVED = ""
TIMEOUT, CRASH, LOADING = "timeout", "crash", "loading"


def killed_by(course: Path, reference: str, source: str, questions: Sequence[str]) -> str:
    """Return what kills a submission: "loading", or "question.check" of the first that fails; SURVIVED if nothing does.

    course: its folder. The submission is the reference with `source` after it, whose definitions count, as in
    tests/bank.py. Questions after the first that loses marks are not judged.
    """
    submission, name = f"{reference}\n\n{source}", "<mutant>"
    linecache.cache[name] = (len(submission), None, submission.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {"__name__": "submission"}
    try:
        exec(compile(submission, name, "exec", dont_inherit=True), namespace)
    except Exception:
        return LOADING
    earlier: dict[str, dict[str, CheckFailed | None]] = {}
    for question in questions:
        build = _build(course)
        make = partial(build.course.probes, namespace)
        judged = judge(build.course.questions[question], make, build, until_failed=True, earlier=earlier)
        verdicts = earlier[question] = judged.verdicts
        failed = next((check for check, verdict in verdicts.items() if verdict is not None), None)
        if failed is not None:
            return f"{question}.{failed}"
    return SURVIVED


def judge_all(
    course: Path,
    reference: str,
    tasks: Sequence[tuple[str, Sequence[str]]],
    jobs: int,
    seconds: float,
    done: Callable[[], None] = lambda: None,
) -> list[str]:
    """Return what killed each (source, questions); "timeout" after so many seconds, "crash" where a process ended."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPool(jobs, max_tasks=MUTANTS_PER_PROCESS, initializer=_prepare, context=context) as pool:
        waiting = []
        for source, questions in tasks:
            future: Future[str] = pool.schedule(killed_by, (course, reference, source, questions), timeout=seconds)
            future.add_done_callback(lambda _: done())
            waiting.append(future)
        return [_answer(future) for future in waiting]


def _answer(future: Future[str]) -> str:
    try:
        return future.result()
    except Late:
        return TIMEOUT
    except (Exception, SystemExit):  # the process ended, or what the mutant raised is for no check to catch
        return CRASH


def _prepare() -> None:
    """Make a process ready: one thread, a limit of memory, nothing printed."""
    torch.set_num_threads(1)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)


@cache
def _build(course: Path) -> Build:
    return Build.of(load_course(course), SECRET)
