"""The exercise on data: the transform and the two DataLoaders of a student, judged by the batches that they give."""

import math
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor
from torch.utils.data import DataLoader

from coursekit.errors import one_line

from ..images import ImageSet, normalize
from ..language import text
from .done import mark

BATCH = 32
TOLERANCE = 1e-4  # of a normalised pixel; one step of 255 is 0.016


def check_loaders(train_loader: Any, validation_loader: Any, train: ImageSet, validation: ImageSet) -> bool:
    """Print what is still wrong with the loaders, or that they are right; return whether they are.

    train, validation: the images that they should give, normalised.
    """
    found = loaders_mistake(train_loader, validation_loader, train, validation)
    print(text("loaders.right") if found is None else f"▫️ {found}")
    mark("loaders", done=found is None)
    return found is None


def loaders_mistake(train_loader: Any, validation_loader: Any, train: ImageSet, validation: ImageSet) -> str | None:
    """Return the first mistake in words, None when there is none."""
    loaders = {"train_loader": train_loader, "validation_loader": validation_loader}
    for name, loader in loaders.items():
        if loader is ... or loader is None:
            return text("loaders.stub", name=name)
        if not isinstance(loader, DataLoader):
            return text("loaders.no_loader", name=name, kind=type(loader).__name__)
    try:
        with torch.random.fork_rng(devices=[]):  # the notebook's random numbers stay where they were
            for (name, loader), images in zip(loaders.items(), (train, validation), strict=True):
                if found := _mistake(name, loader, images):
                    return found
            return _order_mistake(train_loader, validation_loader)
    # It is the student's code: whatever it raises is told in one line.
    except Exception as error:
        return text("loaders.raised", error=one_line(error))


def _mistake(name: str, loader: DataLoader, expected: ImageSet) -> str | None:
    """Return what is wrong with the images of a loader, or with the size of its batches."""
    data: Any = loader.dataset
    if ... in getattr(getattr(data, "transform", None), "transforms", ()):
        return text("loaders.empty")
    if len(data) != len(expected):
        return text("loaders.other_set", name=name, got=len(data), expected=len(expected))
    image, label = data[0]
    if not isinstance(image, Tensor):
        return text("loaders.picture", kind=type(image).__name__)
    if found := _pixels_mistake(image, expected.images[0].cpu()):
        return found
    if int(label) != int(expected.labels[0]):
        return text("loaders.other_images", name=name)
    size = len(next(iter(loader))[0])
    return None if size == min(BATCH, len(expected)) else text("loaders.batch", name=name, got=size, expected=BATCH)


def _pixels_mistake(image: Tensor, pixels: Tensor) -> str | None:
    """Return what is wrong with an image as it leaves the transform; pixels: uint8 [3, H, W]."""
    if _same(image, normalize(pixels[None])[0]):
        return None
    if any(_same(image, raw) for raw in (pixels / 255, pixels.float())):
        return text("loaders.not_normalised")
    return text("loaders.other_pixels")


def _same(image: Tensor, expected: Tensor) -> bool:
    return image.shape == expected.shape and torch.allclose(image.float(), expected, atol=TOLERANCE)


def _order_mistake(train_loader: DataLoader, validation_loader: DataLoader) -> str | None:
    """Return what is wrong with the order of the images, or with the number of batches."""
    if _is_fixed(train_loader):
        return text("loaders.not_shuffled")
    if not _is_fixed(validation_loader):
        return text("loaders.shuffled")
    data: Any = validation_loader.dataset
    if len(validation_loader) < math.ceil(len(data) / BATCH):
        return text("loaders.drop_last")
    return None


def _is_fixed(loader: DataLoader) -> bool:
    """Tell whether every epoch begins with the same batch: of 32 shuffled images chance does not give that."""
    first = [next(iter(loader))[0] for _ in range(3)]
    return all(torch.equal(one, other) for one, other in pairwise(first))
