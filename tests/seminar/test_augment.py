"""Augmentation of batches against torchvision's functions, image by image."""

import importlib
from collections.abc import Callable
from types import ModuleType

import pytest
import torch
from torch import Tensor

from seminar import Augment
from seminar.augment import adjust_hue, adjust_saturation, flip_and_rotate

# The formulas are torchvision's; in float32 they differ by rounding alone.
TOLERANCE = 1e-4


@pytest.fixture
def reference() -> ModuleType:
    """Return torchvision's functions, which take seconds to import, in every process that collects tests."""
    return importlib.import_module("torchvision.transforms.functional")


@pytest.fixture
def colours(images: Tensor) -> Tensor:
    """Return the random images as float 0 to 1; one is grey, one black, one white, one pure red."""
    result = images / 255
    result[0] = result[0, :1]
    result[1], result[2], result[3] = 0, 1, torch.tensor([1.0, 0, 0]).view(3, 1, 1)
    return result


def _largest_difference(ours: Tensor, theirs: list[Tensor]) -> float:
    return float((ours - torch.stack(theirs)).abs().max())


def test_saturation_is_torchvisions(reference: ModuleType, colours: Tensor) -> None:
    factors = torch.linspace(0, 2, len(colours))
    theirs = [reference.adjust_saturation(image, float(factor)) for image, factor in zip(colours, factors, strict=True)]
    difference = _largest_difference(adjust_saturation(colours, factors), theirs)
    assert difference < TOLERANCE, f"differs by {difference:.1e}"


def test_hue_is_torchvisions(reference: ModuleType, colours: Tensor) -> None:
    turns = torch.linspace(-0.5, 0.5, len(colours))
    theirs = [reference.adjust_hue(image, float(turn)) for image, turn in zip(colours, turns, strict=True)]
    difference = _largest_difference(adjust_hue(colours, turns), theirs)
    assert difference < TOLERANCE, f"differs by {difference:.1e}"


@pytest.mark.parametrize(("height", "width"), [(32, 32), (20, 32), (33, 21)], ids=["square", "wide", "tall"])
@pytest.mark.parametrize("mirror", [False, True], ids=["as it is", "mirrored"])
def test_rotation_is_torchvisions(reference: ModuleType, height: int, width: int, mirror: bool) -> None:
    """Nearest pixels can differ where a coordinate falls between two of them: at most 5 in 1,000 may."""
    colours = torch.rand(9, 3, height, width, generator=torch.Generator().manual_seed(2))
    degrees = torch.linspace(-180, 180, 9) + 0.3  # 0.3: no coordinate lies exactly between two pixels
    theirs = []
    for image, angle in zip(colours, degrees, strict=True):
        source = reference.hflip(image) if mirror else image
        theirs.append(reference.rotate(source, float(angle)))
    ours = flip_and_rotate(colours, torch.full((9,), mirror), degrees)
    share = float((ours != torch.stack(theirs)).float().mean())
    assert share < 0.005, f"{share:.2%} of the values differ"


@pytest.mark.parametrize("dtype", [torch.uint8, torch.float32], ids=["uint8", "float"])
def test_shape_and_dtype_are_kept_and_the_input_is_not_changed(images: Tensor, dtype: torch.dtype) -> None:
    batch = images if dtype == torch.uint8 else images / 255
    before = batch.clone()
    result = Augment()(batch)
    assert (result.shape, result.dtype) == (batch.shape, dtype)
    assert torch.equal(batch, before)
    assert not torch.equal(result, batch)


def test_float_and_uint8_are_augmented_alike(images: Tensor) -> None:
    whole = Augment()(images, torch.Generator().manual_seed(3))
    real = Augment()(images / 255, torch.Generator().manual_seed(3))
    difference = float((whole / 255 - real).abs().max())
    assert difference <= 0.5 / 255 + 1e-4, f"differs by {difference * 255:.2f} of 255: more than rounding"


def test_generator_makes_it_repeatable(images: Tensor) -> None:
    first = Augment()(images, torch.Generator().manual_seed(3))
    again = Augment()(images, torch.Generator().manual_seed(3))
    other = Augment()(images, torch.Generator().manual_seed(4))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@pytest.mark.parametrize(
    "augment",
    [
        Augment(hue=0.3, saturation=0, flip=0, degrees=0),
        Augment(hue=0, saturation=0.5, flip=0, degrees=0),
        Augment(hue=0, saturation=0, flip=0.5, degrees=0),
        Augment(hue=0, saturation=0, flip=0, degrees=20),
    ],
    ids=["hue", "saturation", "flip", "rotation"],
)
def test_every_image_of_a_batch_draws_its_own(images: Tensor, augment: Callable[[Tensor], Tensor]) -> None:
    torch.manual_seed(0)
    copies = augment(images[:1].repeat(16, 1, 1, 1))
    different = len(torch.unique(copies.flatten(1), dim=0))
    assert different > 1, "all 16 copies of an image came out the same"


def test_nothing_to_do_changes_nothing(images: Tensor) -> None:
    assert torch.equal(Augment(hue=0, saturation=0, flip=0, degrees=0)(images), images)


def test_half_of_the_images_are_mirrored(images: Tensor) -> None:
    """The count is binomial(2000, 0.5): mean 1000, deviation 22.4; within 6 deviations with probability 1 - 2e-9."""
    batch = images[:1].repeat(2000, 1, 1, 1)
    result = Augment(hue=0, saturation=0, degrees=0)(batch, torch.Generator().manual_seed(5))
    mirrored = int((result == batch.flip(3)).flatten(1).all(dim=1).sum())
    same = int((result == batch).flatten(1).all(dim=1).sum())
    assert mirrored + same == 2000, f"{2000 - mirrored - same} images are neither mirrored nor as they were"
    assert 866 < mirrored < 1134, f"{mirrored} of 2000 mirrored"


@pytest.mark.parametrize("side", [24, 40])
def test_any_size_of_image_is_taken(side: int) -> None:
    assert Augment()(torch.zeros(3, 3, side, 32, dtype=torch.uint8)).shape == (3, 3, side, 32)
