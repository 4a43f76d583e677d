"""What the hidden checks cost on the plain correct submission: seconds without training, and q4 against a bare loop.

Run it with `pytest -m benchmark -s tests/benchmarks/test_grading_cost.py`. Sides are timed in turns within one run, and
the best of some rounds counts: whatever else a machine does can only add time. Both sides use one thread, as grading
does; two threads would not make 3x3 convolutions of 16 channels faster.
"""

import time
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from autograder.judge import one_thread
from seminar.images import normalize
from solutions.images.reference import ModelBaseline
from solutions.questions.q4_training.images import images_of
from tests.bank import PLAIN, judge_case
from tests.proofs.drawn import DrawnBuild, drawn_build

ROUNDS = 5
CHECKS_SECONDS = 1.5
RUN_SECONDS = 6.0
RUN_RATIO = 1.15


def seconds(action: Callable[[], object]) -> float:
    """Return how long `action` takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def bare_loop(build: DrawnBuild, images: Tensor, fresh: Tensor) -> float:
    """Train by the recipe in the fewest lines on resident, normalised images; return the accuracy on the fresh ones."""
    recipe, (train, unseen) = build.settings("q4").recipe, images_of(build.folder)
    model = ModelBaseline()
    optimizer = torch.optim.Adam(model.parameters(), lr=recipe.learning_rate, fused=True)
    steps = recipe.epochs * -(-len(images) // recipe.batch_size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.learning_rate, steps)
    loss_function = nn.CrossEntropyLoss()
    for _ in range(recipe.epochs):
        for batch in torch.randperm(len(images)).split(recipe.batch_size):
            optimizer.zero_grad()
            loss_function(model(images[batch]), train.labels[batch]).backward()
            optimizer.step()
            schedule.step()
    with torch.no_grad():
        guesses = torch.cat([model(part).argmax(1) for part in fresh.split(500)])
    return float((guesses == unseen.labels).float().mean())


@pytest.fixture(scope="module")
def build() -> DrawnBuild:
    """A build with its images drawn."""
    found = drawn_build("a secret of the benchmark")
    assert len(images_of(found.folder)[1]) == found.settings("q4").fresh_images
    return found


@pytest.mark.benchmark
def test_checks_without_training_are_quick(build: DrawnBuild) -> None:
    """q1, q2 and q3 of the reference take at most 1.5 s after torch is imported."""

    def checks() -> None:
        for question in ("q1", "q2", "q3"):
            verdicts = judge_case(PLAIN, question, build)
            assert not any(verdicts.values()), verdicts

    found = [seconds(checks) for _ in range(ROUNDS)]
    print(f"\nall checks of q1 to q3 on the reference: best {min(found):.2f} s, worst {max(found):.2f} s")
    assert min(found) <= CHECKS_SECONDS


@pytest.mark.benchmark
def test_training_run_costs_little_more_than_a_bare_loop(build: DrawnBuild) -> None:
    """The whole check of q4 takes at most 1.15 of a bare loop with the same recipe and images, and at most 6 s."""
    images, fresh = (normalize(part.images) for part in images_of(build.folder))
    ours, bare = [], []
    with one_thread():
        for _ in range(ROUNDS):
            ours.append(seconds(lambda: judge_case(PLAIN, "q4", build)))
            bare.append(seconds(lambda: bare_loop(build, images, fresh)))
    ratio = min(ours) / min(bare)
    print(f"\nq4 of the reference: best {min(ours):.2f} s (worst {max(ours):.2f})")
    print(f"bare loop: best {min(bare):.2f} s (worst {max(bare):.2f}), ratio {ratio:.2f}")
    assert ratio <= RUN_RATIO
    assert min(ours) <= RUN_SECONDS
