"""Training runs for the calibration: the same Subject, recipe and judging as q4's check, one seed a run."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import torch

from autograder.calibration import networks
from autograder.checks import one_thread
from autograder.checks.training import accuracy
from autograder.checks.trial import derive_seed
from autograder.data.source import DataSource
from seminar.subject import Recipe, Subject

KINDS = networks.CORRECT | networks.CORRECT_VARIANTS | networks.SHORTCUTS | networks.LISTED


@dataclass(frozen=True)
class Job:
    """One run: which network, on which data, with which recipe, as the `number`-th of its kind."""

    kind: str
    number: int
    source: DataSource
    recipe: Recipe
    fresh_images: int


def run(job: Job) -> float:
    """Train once and return the accuracy on fresh images of this run's own."""
    seed = derive_seed("calibration", job.kind, str(job.number))
    subject = Subject({"ModelBaseline": KINDS[job.kind]}, seed)
    data = job.source.train
    labels = data.labels
    if job.kind == "shuffled labels":
        labels = labels[torch.randperm(len(labels), generator=torch.Generator().manual_seed(job.number))]
    fresh = job.source.fresh(job.fresh_images, derive_seed("calibration fresh images", job.kind, str(job.number)))
    with one_thread():
        model = subject.make("ModelBaseline")
        subject.fit(model, data.images, labels, job.recipe)
        return accuracy(subject, model, fresh)


def run_all(jobs: list[Job], workers: int) -> Iterator[tuple[Job, float]]:
    """Yield each job with its accuracy, computed by `workers` processes of one thread each."""
    # A forked child must not inherit torch's threads, so the children start afresh.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from zip(jobs, pool.map(run, jobs), strict=True)
