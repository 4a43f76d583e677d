"""The exercise on data: the transform and the two DataLoaders of a student, judged by the batches that they give."""

from itertools import pairwise
from typing import Any

import torch
from torch import Tensor
from torch.utils.data import DataLoader

from coursekit.errors import one_line

from ..images import ImageSet, normalize
from ..language import text
from .done import tell
from .transforms import transforms_mistake
from .undisturbed import undisturbed

BATCH = 32
LOOKED_AT = 32  # images of each set, so that one of two mirrored ones is among them
TOLERANCE = 8e-3  # of a normalised pixel, half a step of 255: the constants of CIFAR-10 are written with 3 to 8 digits


def check_loaders(train_loader: Any, validation_loader: Any, train: ImageSet, validation: ImageSet) -> bool:
    """Print what is still wrong with the loaders, or that they are right; return whether they are.

    train, validation: the images that they should give, normalised.
    """
    return tell("loaders", loaders_mistake(train_loader, validation_loader, train, validation), text("loaders.right"))


def loaders_mistake(train_loader: Any, validation_loader: Any, train: ImageSet, validation: ImageSet) -> str | None:
    """Return the first mistake in words, None when there is none."""
    loaders = {"train_loader": train_loader, "validation_loader": validation_loader}
    for name, loader in loaders.items():
        if loader is ... or loader is None:
            return text("loaders.stub", name=name)
        if not isinstance(loader, DataLoader):
            return text("loaders.no_loader", name=name, kind=type(loader).__name__)
    try:
        with undisturbed():
            for (name, loader), images in zip(loaders.items(), (train, validation), strict=True):
                if found := _mistake(name, loader, images):
                    return found
            return _order_mistake(train_loader, validation_loader)
    # It is the student's code: whatever it raises is told in one line.
    except (Exception, SystemExit) as error:
        return text("loaders.raised", error=one_line(error))


def _mistake(name: str, loader: DataLoader, expected: ImageSet) -> str | None:
    """Return what is wrong with the images of a loader, or with its batches."""
    data: Any = loader.dataset
    if found := transforms_mistake(getattr(data, "transform", None), "to_input"):
        return found
    if isinstance(data, ImageSet):
        return text("loaders.image_set", name=name, wanted=name.replace("_loader", "_set"))
    if len(data) != len(expected):
        return text("loaders.other_set", name=name, got=len(data), expected=len(expected))
    for number in range(min(LOOKED_AT, len(expected))):
        image, label = data[number]
        if not isinstance(image, Tensor):
            return text("loaders.picture", kind=type(image).__name__)
        if found := _pixels_mistake(image, expected.images[number].cpu()):
            return found
        if int(label) != int(expected.labels[number]):
            return text("loaders.other_images", name=name)
    return _batch_mistake(name, loader, len(expected))


def _batch_mistake(name: str, loader: DataLoader, count: int) -> str | None:
    """Return what is wrong with the size of the batches: larger ones give the same result in validation."""
    try:
        size = len(next(iter(loader))[0])
    # The images themselves could be had before: it is the workers that fail.
    except Exception as error:
        if loader.num_workers:
            return text("loaders.workers", name=name, workers=loader.num_workers, error=one_line(error))
        raise
    least, validates = min(BATCH, count), name == "validation_loader"
    if size < least or (size > least and not validates):
        return text("loaders.batch", name=name, got=size, expected=BATCH)
    return text("loaders.drop_last") if validates and len(loader) * size < count else None


def _pixels_mistake(image: Tensor, pixels: Tensor) -> str | None:
    """Return what is wrong with an image as it leaves the transform; pixels: uint8 [3, H, W]."""
    if image.shape != pixels.shape:
        return text("loaders.shape", got=tuple(image.shape), expected=tuple(pixels.shape))
    if any(_same(image, raw) for raw in (pixels / 255, pixels.float())):
        return text("loaders.not_normalised")
    if not _same(image, normalize(pixels[None])[0]):
        return text("loaders.other_pixels")
    if image.dtype != torch.float32:
        return text("loaders.dtype", got=image.dtype)
    return None


def _same(image: Tensor, expected: Tensor) -> bool:
    return torch.allclose(image.float(), expected, rtol=0, atol=TOLERANCE)


def _order_mistake(train_loader: DataLoader, validation_loader: DataLoader) -> str | None:
    """Return what is wrong with the order of the images."""
    if _is_fixed(train_loader):
        return text("loaders.not_shuffled")
    return None if _is_fixed(validation_loader) else text("loaders.shuffled")


def _is_fixed(loader: DataLoader) -> bool:
    """Tell whether every epoch begins with the same batch: of 32 shuffled images chance does not give that.

    The numbers of the images are asked for, not the images: to start workers for them takes seconds on some computers.
    """
    numbers: Any = loader.batch_sampler
    first = [list(next(iter(numbers))) for _ in range(3)]
    return all(one == other for one, other in pairwise(first))
