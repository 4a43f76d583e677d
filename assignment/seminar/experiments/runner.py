"""All runs of the experiments, on all cores or a GPU, each kept as soon as it is done.

The same command goes on where it was ended. A file of results belongs to one set of images and one plan; with another
set, or when the plan of what it holds has changed, it is refused, so that no two things are mixed.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import torch

from ..data import load_cifar10, load_folder, load_small
from ..errors import SeminarError
from ..images import ImageSet
from ..language import text
from ..progress import bar
from ..settings import device
from .answer import read_answer
from .measure import Job, Numbers, Run, measure, sets_of
from .plan import BATCH_SIZE, EXPERIMENTS, LEARNING_RATE, Make
from .timing import TIMED, Seconds, time_epochs
from .tuning import best_settings

_data: list[ImageSet] = []  # training and test images of this process
_baseline: list[Make] = []  # the answer's ModelBaseline, if there is an answer


def read_data(source: str, images: int | None) -> tuple[ImageSet, ImageSet]:
    """Return training and test images: "small", "cifar10" (downloaded if need be), or a folder or zip.

    images: how many training images are taken, drawn at random; None for all.
    Raises SeminarError when there are none.
    """
    if source == "small":
        train, test = load_small()
    elif source == "cifar10":
        train, test = load_cifar10()
    else:
        train, test = load_folder(source, progress=False)
    return (train if images is None else train.subset(images)), test


def measure_all(
    data: str,
    out: Path,
    *,
    name: str,
    seeds: int,
    images: int | None,
    only: Sequence[str],
    jobs: int,
    answer: Path | None = None,
) -> Path:
    """Measure what is missing in the file of results, and return the file.

    data, images: see `read_data`. out: the folder of the file, which is named after `name`. only: experiments; none
    stands for all. jobs: processes of one thread each; on a GPU models that are trained side by side in this process.
    answer: a .py file with ModelBaseline.
    Raises SeminarError when the file holds results of other images or of another plan, and when ModelBaseline is
    needed and not there.
    """
    train, test = read_data(data, images)
    kept = Kept(out / f"{name}.json", name, train, test)
    with bar(0, name, text("progress.runs")) as steps:
        while todo := kept.missing(seeds, only):
            _require_answer(todo, answer)
            steps.total = (steps.total or 0) + len(todo)
            if device().type == "cuda":
                baseline = None if answer is None else read_answer(answer)
                done = measure_on_gpu(todo, train, test, baseline, jobs)
            else:
                done = _in_processes(todo, (data, images, answer), min(jobs, len(todo)))
            for run, numbers in done:
                kept.add(run, numbers)
                steps.update()
    baseline = None if answer is None else read_answer(answer)
    for experiment in kept.untimed(only):
        kept.add_seconds(experiment, time_epochs(experiment, train.to(device()), baseline))
    return kept.path


class Kept:
    """The file of results: what is in it, and what is missing."""

    def __init__(self, path: Path, name: str, train: ImageSet, test: ImageSet) -> None:
        about = {
            "name": name,
            "train_images": len(train),
            "test_images": len(test),
            "images_sha256": _images(train, test),
        }
        self.path = path
        self._results = _opened(path, about)

    def missing(self, seeds: int, only: Sequence[str] = ()) -> list[Job]:
        """Return the runs to do next, one seed of everything after the other: what is ended early is a fair comparison.

        "tuned" comes when "tuning", which it needs, is done.
        """
        done = self._results["runs"]
        names = [name for name in EXPERIMENTS if not only or name in only or (name == "tuning" and "tuned" in only)]
        jobs = []
        best = best_settings(done)
        for seed in range(seeds):
            for name in names:
                plan = EXPERIMENTS[name]
                if (plan.seeds is not None and seed >= plan.seeds) or (name == "tuned" and best is None):
                    continue
                for key, variant in plan.variants.items():
                    tried, settings = best[key] if name == "tuned" and best else ("", variant)
                    jobs.append(Job((name, key, seed), settings, tried))
        return [job for job in jobs if _key(job.run) not in done]

    def add(self, run: Run, numbers: Numbers) -> None:
        """Keep what a run gave."""
        self._results["plans"][run[0]] = _plan(run[0])
        self._results["runs"][_key(run)] = {**numbers, "device": device().type}
        _write(self.path, self._results)

    def untimed(self, only: Sequence[str] = ()) -> list[str]:
        """Return the experiments whose epochs have not been timed on this kind of device."""
        timed = self._results.get("seconds", {}).get(device().type, {})
        return [name for name in TIMED if (not only or name in only) and name not in timed]

    def add_seconds(self, experiment: str, seconds: Seconds) -> None:
        """Keep how long epochs took."""
        self._results.setdefault("seconds", {}).setdefault(device().type, {})[experiment] = seconds
        _write(self.path, self._results)


def measure_on_gpu(
    todo: Sequence[Job], train: ImageSet, test: ImageSet, baseline: Make | None, together: int
) -> Iterator[tuple[Run, Numbers]]:
    """Yield each run with its numbers, so many at a time side by side, those on equally many images."""
    train, test = train.to(device()), test.to(device())
    by_size: dict[int, list[Job]] = {}
    for job in todo:
        by_size.setdefault(len(sets_of(job.run[0], train, test).train), []).append(job)
    for jobs in by_size.values():
        for start in range(0, len(jobs), together):
            yield from measure(jobs[start : start + together], train, test, baseline)


def _require_answer(todo: Sequence[Job], answer: Path | None) -> None:
    """Raise SeminarError when ModelBaseline is needed and not there."""
    needing = sorted({job.run[0] for job in todo if EXPERIMENTS[job.run[0]].needs_answer()})
    if needing and answer is None:
        raise SeminarError(text("errors.answer_needed", names=", ".join(needing)))
    if answer is not None:
        read_answer(answer)


def _in_processes(
    todo: Sequence[Job], given: tuple[str, int | None, Path | None], jobs: int
) -> Iterator[tuple[Run, Numbers]]:
    """Yield each run with its numbers, in the order in which they end."""
    # Started anew, and not forked: that works on every system.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, given) as pool:
        futures = [pool.submit(_measure, job) for job in todo]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _prepare(data: str, images: int | None, answer: Path | None) -> None:
    torch.set_num_threads(1)
    _data[:] = read_data(data, images)
    _baseline[:] = [] if answer is None else [read_answer(answer)]


def _measure(job: Job) -> tuple[Run, Numbers]:
    train, test = _data
    return next(measure([job], train, test, _baseline[0] if _baseline else None))


def _images(*sets: ImageSet) -> str:
    """Return a hash of the images, by which results of others are told apart."""
    digest = hashlib.sha256()
    for images in sets:
        digest.update(images.images.numpy().tobytes())
        digest.update(images.labels.numpy().tobytes())
    return digest.hexdigest()[:16]


def _plan(experiment: str) -> str:
    """Return a hash of the plan of an experiment, by which results of another are told apart."""
    plan = EXPERIMENTS[experiment]
    lengths = (plan.epochs, plan.small_epochs, plan.images, plan.small_images, plan.held_out)
    settings = (BATCH_SIZE, LEARNING_RATE, sorted(plan.variants), *lengths)
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:16]


def _opened(path: Path, about: dict[str, Any]) -> dict[str, Any]:
    if not path.exists():
        return {**about, "plans": {}, "runs": {}}
    try:
        results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        results = {}
    measured = {key.partition("/")[0] for key in results.get("runs", {})}
    plans = results.get("plans", {})
    others = any(name not in EXPERIMENTS or plans.get(name) != _plan(name) for name in measured)
    if others or any(results.get(key) != value for key, value in about.items()):
        raise SeminarError(text("errors.other_results", path=path))
    return results


def _write(path: Path, results: dict[str, Any]) -> None:
    """Write the file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    runs = results["runs"]
    lines = ",\n".join(f'  "{key}": {json.dumps(runs[key])}' for key in sorted(runs))
    about = ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in results.items() if key != "runs")
    part = path.with_suffix(".part")
    part.write_text(f'{{\n{about},\n"runs": {{\n{lines}\n}}\n}}\n', encoding="utf-8")
    os.replace(part, path)


def _key(run: Run) -> str:
    experiment, variant, seed = run
    return f"{experiment}/{variant}/{seed}"
