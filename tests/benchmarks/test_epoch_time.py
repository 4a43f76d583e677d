"""How long an epoch takes with resident tensors, compared with the seminar's own loop (DataLoader, PIL transforms).

Same model, batch size and images; both sides are timed in turns within one run, so that what else the machine does
falls on both. Run it with `pytest -m benchmark -s tests/benchmarks/test_epoch_time.py`. SEMINAR_BENCHMARK_IMAGES and
SEMINAR_BENCHMARK_ROUNDS change the 10,000 images and the 3 rounds; SEMINAR_BENCHMARK_DATA names a folder or zip of real
ones in place of random pixels. With SEMINAR_BENCHMARK_DEVICE=cuda both sides train on the GPU, on 50,000 images.
"""

import os
import time

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms

from seminar import CIFAR_MEAN, CIFAR_STD, Augment, ImageSet, fit, load_folder
from solutions.images.reference import ModelBaseline

DEVICE = os.environ.get("SEMINAR_BENCHMARK_DEVICE", "cpu")
ON_GPU = DEVICE == "cuda"
IMAGES = int(os.environ.get("SEMINAR_BENCHMARK_IMAGES", "50000" if ON_GPU else "10000"))
DATA = os.environ.get("SEMINAR_BENCHMARK_DATA")
ROUNDS = int(os.environ.get("SEMINAR_BENCHMARK_ROUNDS", "3"))
BATCH_SIZE = 32

# What one of our epochs may take, as a share of the seminar's epoch with its 4 workers. On a GPU, which computes faster
# than the workers draw, the seminar's loop is timed with these alone.
LIMITS = {False: 0.2, True: 0.05} if ON_GPU else {False: 0.75, True: 0.5}
SEMINAR_WORKERS = 4
WORKERS = (SEMINAR_WORKERS,) if ON_GPU else (SEMINAR_WORKERS, 2, 0)

TO_NORMALISED = [transforms.ToTensor(), transforms.Normalize(CIFAR_MEAN, CIFAR_STD)]
TRANSFORMS = {
    False: transforms.Compose(TO_NORMALISED),
    True: transforms.Compose(
        [
            transforms.ColorJitter(hue=0.05, saturation=0.05),
            transforms.RandomHorizontalFlip(),
            transforms.RandomRotation(20),
            *TO_NORMALISED,
        ]
    ),
}


class PilImages(Dataset):
    """Images as torchvision's CIFAR10 hands them out: an array that becomes a PIL image, then the transforms."""

    def __init__(self, images: np.ndarray, labels: list[int], transform: transforms.Compose) -> None:
        self.images = images
        self.labels = labels
        self.transform = transform

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        return self.transform(Image.fromarray(self.images[index])), self.labels[index]


class OwnForward(ModelBaseline):
    """The same network with a forward of its own, as most submissions have it: on a GPU its steps are not recorded."""

    def forward(self, input: Tensor) -> Tensor:
        return super().forward(input)


def _baseline(cls: type[ModelBaseline] = ModelBaseline) -> ModelBaseline:
    torch.manual_seed(0)
    return cls()


def _finished() -> float:
    """Return the time when all work that was asked for is done."""
    if ON_GPU:
        torch.cuda.synchronize()
    return time.perf_counter()


def _seminar_epoch(data: ImageSet, augmented: bool, workers: int) -> float:
    """Return the seconds of one epoch of the seminar's loop."""
    pixels = data.images.permute(0, 2, 3, 1).contiguous().numpy()  # [N, 3, 32, 32] -> [N, 32, 32, 3]
    dataset = PilImages(pixels, data.labels.tolist(), TRANSFORMS[augmented])
    loader = DataLoader(dataset, batch_size=BATCH_SIZE, shuffle=True, num_workers=workers)
    model = _baseline().to(DEVICE)
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    started = _finished()
    model.train()
    for images, labels in loader:
        loss = loss_function(model(images.to(DEVICE)), labels.to(DEVICE))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return _finished() - started


def _our_epoch(data: ImageSet, augmented: bool, cls: type[ModelBaseline] = ModelBaseline) -> float:
    """Return the seconds of one epoch of `fit`, all that it does included, the way to a GPU too."""
    model = _baseline(cls)
    augment = Augment() if augmented else None
    started = _finished()
    fit(model, data, epochs=1, batch_size=BATCH_SIZE, augment=augment, device=DEVICE, progress=False)
    return _finished() - started


@pytest.fixture(scope="module")
def data() -> ImageSet:
    """Return random images, whose content does not change how long anything takes, or real ones."""
    if DATA:
        return load_folder(DATA)[0].subset(IMAGES)
    generator = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (IMAGES, 3, 32, 32), dtype=torch.uint8, generator=generator)
    return ImageSet(images, torch.randint(0, 10, (IMAGES,), generator=generator))


@pytest.mark.benchmark
@pytest.mark.parametrize("augmented", [False, True], ids=["without augmentation", "with augmentation"])
def test_epoch_is_faster_than_the_seminars(data: ImageSet, augmented: bool) -> None:
    """Our best epoch takes at most 0.75 (with augmentation 0.5) of the seminar's best epoch.

    The best of some rounds, and not their mean: whatever else a machine does can only add time.
    """
    _our_epoch(data.subset(640), augmented)  # warm up
    ours: dict[int, list[float]] = {workers: [] for workers in WORKERS}
    seminars: dict[int, list[float]] = {workers: [] for workers in ours}
    for _ in range(ROUNDS):
        for workers in ours:
            ours[workers].append(_our_epoch(data, augmented))
            seminars[workers].append(_seminar_epoch(data, augmented, workers))

    where = torch.cuda.get_device_name() if ON_GPU else f"{torch.get_num_threads()} threads"
    print(f"\n{IMAGES:,} images, {'with' if augmented else 'no'} augmentation, {where}")
    print("seconds per epoch, best (and worst) of each side's rounds")
    ratios = {}
    for workers, mine in ours.items():
        theirs = seminars[workers]
        ratios[workers] = min(mine) / min(theirs)
        print(
            f"  resident {min(mine):6.2f} ({max(mine):.2f})   DataLoader with {workers} workers "
            f"{min(theirs):6.2f} ({max(theirs):.2f})   ratio {ratios[workers]:.2f}"
        )
    ratio = ratios[SEMINAR_WORKERS]
    if ON_GPU:
        own = min(_our_epoch(data, augmented, OwnForward) for _ in range(ROUNDS))
        print(f"  a network with a forward of its own: {own:6.2f}, ratio {own / min(seminars[SEMINAR_WORKERS]):.2f}")
    assert ratio <= LIMITS[augmented], f"an epoch takes {ratio:.2f} of the seminar's, {LIMITS[augmented]} is allowed"
