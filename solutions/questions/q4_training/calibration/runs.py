"""Training runs for the calibration: the same Subject and the same code as q4's check, one seed a run."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import torch

from autograder.judge import one_thread
from autograder.trial import derive_seed
from seminar.subject import Recipe, Subject

from ....images.source import DataSource
from ..checks import train_once
from . import networks

KINDS = networks.CORRECT | networks.CORRECT_VARIANTS | networks.SHORTCUTS | networks.LISTED


@dataclass(frozen=True)
class Job:
    """One run: which network, on which data, with which recipe, as the `number`-th of its kind, and where."""

    kind: str
    number: int
    source: DataSource
    recipe: Recipe
    fresh_images: int
    on_gpu: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of one run: its accuracy, and whether all layers that the specified network has did learn."""

    accuracy: float
    learned: bool


def run(job: Job) -> Outcome:
    """Train once and judge on fresh images of this run's own."""
    seed = derive_seed("calibration", job.kind, str(job.number))
    subject = Subject({"ModelBaseline": KINDS[job.kind]}, seed)
    train = job.source.train
    if job.kind == "shuffled labels":
        order = torch.randperm(len(train), generator=torch.Generator().manual_seed(job.number))
        train = replace(train, labels=train.labels[order])
    fresh = job.source.fresh(job.fresh_images, derive_seed("calibration fresh images", job.kind, str(job.number)))
    with one_thread():
        reached, idle = train_once(subject, train, fresh, job.recipe, on_gpu=job.on_gpu)
    return Outcome(reached, not idle)


def run_all(jobs: list[Job], workers: int) -> Iterator[tuple[Job, Outcome]]:
    """Yield each job with its outcome, computed by `workers` processes of one thread each."""
    # A forked child must not inherit torch's threads, so the children start afresh.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from zip(jobs, pool.map(run, jobs), strict=True)
