"""How long an epoch of each variant takes, trained alone.

In each round every variant has its turn, so that all meet the same noise.
"""

import time
from collections.abc import Mapping
from functools import partial

import torch

from ..images import ImageSet
from .plan import BATCH_SIZE, EXPERIMENTS, Make, Variant
from .together import Step, Training

ROUNDS = 5
STEPS = 64  # of a round
TIMED = ("activations", "augmentation", "batch_norm", "dropout")

Seconds = dict[str, list[float]]  # of an epoch on the whole set, by variant: a number for each round


def time_epochs(experiment: str, train: ImageSet, baseline: Make | None) -> Seconds:
    """Return the seconds of an epoch without its validation, for each variant.

    On a CPU these are seconds of one processor, so that other programs do not count; on a GPU of the clock.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return _rounds(EXPERIMENTS[experiment].variants, train, baseline)
    finally:
        torch.set_num_threads(threads)


def _rounds(variants: Mapping[str, Variant], train: ImageSet, baseline: Make | None) -> Seconds:
    some = train.subset(STEPS * BATCH_SIZE)
    steps = max(1, len(some) // BATCH_SIZE)
    pace = len(train) / (steps * BATCH_SIZE)
    on_cpu = train.images.device.type == "cpu"
    clock = time.process_time if on_cpu else _clock_of_gpu
    running = {}
    for name, variant in variants.items():
        training = Training(
            partial(variant.network, baseline), some, epochs=1, seed=0, lr=variant.lr, augment=variant.augment
        )
        running[name] = training, Step([training])
    seconds: Seconds = {name: [] for name in variants}
    for count in range(ROUNDS + 1):
        for name, (training, step) in running.items():
            started = clock()
            training.begin_epoch()
            training.begin_block(0)
            for _ in range(steps):
                step(BATCH_SIZE)
            if count > 0:  # the first one warms up
                seconds[name].append(round((clock() - started) * pace, 4))
    return seconds


def _clock_of_gpu() -> float:
    """Return the time when all that was started is done."""
    torch.cuda.synchronize()
    return time.perf_counter()
