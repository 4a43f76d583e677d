"""All runs of the experiments, on all cores or a GPU, each kept as soon as it is done.

The same command goes on where it was ended. A file of results belongs to one set of images and one plan; with another
set, or when the plan has changed, it is refused, so that no two things are mixed.
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
from .measure import Numbers, measure
from .plan import BATCH_SIZE, EXPERIMENTS, LEARNING_RATE, Make

Run = tuple[str, str, int]  # experiment, variant, seed
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
    stands for all. jobs: processes of one thread each; on a GPU there is one. answer: a .py file with ModelBaseline.
    Raises SeminarError when the file holds results of other images or of another plan, and when ModelBaseline is
    needed and not there.
    """
    train, test = read_data(data, images)
    about = {"name": name, "train_images": len(train), "test_images": len(test), **_fingerprints(train, test)}
    path = out / f"{name}.json"
    results = _opened(path, about)
    chosen = [name for name in EXPERIMENTS if not only or name in only]
    todo = [run for run in _runs(chosen, seeds) if _key(run) not in results["runs"]]
    needing = sorted({experiment for experiment, _, _ in todo if EXPERIMENTS[experiment].needs_answer()})
    if needing and answer is None:
        raise SeminarError(text("errors.answer_needed", names=", ".join(needing)))
    if answer is not None:
        read_answer(answer)
    jobs = 1 if device().type == "cuda" else min(jobs, len(todo))
    with bar(len(todo), name, text("progress.runs")) as steps:
        for run, numbers in _measured(todo, (data, images, answer), jobs):
            results["runs"][_key(run)] = {**numbers, "device": device().type}
            _write(path, results)
            steps.update()
    return path


def _runs(experiments: Sequence[str], seeds: int) -> list[Run]:
    """Return all runs, one seed of everything after the other: what is ended early is still a fair comparison."""
    return [
        (name, variant, seed) for seed in range(seeds) for name in experiments for variant in EXPERIMENTS[name].variants
    ]


def _measured(
    todo: Sequence[Run], given: tuple[str, int | None, Path | None], jobs: int
) -> Iterator[tuple[Run, Numbers]]:
    """Yield each run with its numbers, in the order in which they end."""
    if not todo:
        return
    # Started anew, and not forked: that works on every system, and with a GPU.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, given) as pool:
        futures = {pool.submit(_measure, run): run for run in todo}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _prepare(data: str, images: int | None, answer: Path | None) -> None:
    torch.set_num_threads(1)
    _data[:] = read_data(data, images)
    _baseline[:] = [] if answer is None else [read_answer(answer)]


def _measure(run: Run) -> Numbers:
    train, test = _data
    return measure(*run, train, test, _baseline[0] if _baseline else None)


def _fingerprints(*sets: ImageSet) -> dict[str, str]:
    """Return hashes of the images and of the plan, by which results of something else are told apart."""
    digest = hashlib.sha256()
    for images in sets:
        digest.update(images.images.numpy().tobytes())
        digest.update(images.labels.numpy().tobytes())
    settings = [
        (name, sorted(plan.variants), plan.epochs, plan.small_epochs, plan.images, plan.small_images)
        for name, plan in EXPERIMENTS.items()
    ]
    plan = hashlib.sha256(repr((BATCH_SIZE, LEARNING_RATE, settings)).encode())
    return {"images_sha256": digest.hexdigest()[:16], "plan_sha256": plan.hexdigest()[:16]}


def _opened(path: Path, about: dict[str, Any]) -> dict[str, Any]:
    if not path.exists():
        return {**about, "runs": {}}
    try:
        results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        results = {}
    if any(results.get(key) != value for key, value in about.items()):
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
