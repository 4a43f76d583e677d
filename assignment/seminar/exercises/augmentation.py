"""The exercise on augmentation: what a student's transform does to a picture with two marks, drawn many times.

Both marks and the ground differ in brightness, which turning the colour wheel leaves alone: so position, mirroring,
rotation and colour of each drawn picture can be read off its pixels.
"""

import colorsys
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from coursekit.errors import one_line

from ..images import CIFAR_MEAN, CIFAR_STD
from ..language import text
from .done import tell
from .transforms import transforms_mistake
from .undisturbed import undisturbed

DRAWS = 200
SIDE, CENTRE, DISTANCE, RADIUS = 32, 15.5, 9.5, 3
GROUND = 60  # grey
UP, RIGHT = (250, 100, 100), (165, 65, 65)  # the colours of the mark above the centre and of the one to its right
# Brightness (of 1) from which on a pixel belongs to a mark; that of Normalize's zero is less.
UP_IS, RIGHT_IS = 0.8, 0.56

DEGREES, JITTER = 20, 0.05
# A mark of so few pixels turns by up to 2 degrees less or more, and hues are rounded to 1 of 255.
MOST_DEGREES, MOST_JITTER = DEGREES + 3, JITTER + 0.02
# Draws that are uniform over the whole range reach these, and a mirror image this often, but for less than 1e-11.
LEAST_DEGREES, LEAST_JITTER, FLIPPED = 15, 0.025, (0.25, 0.75)
STILL, MOVED = 0.02, 1.5  # of a brightness between 0 and 1, and of pixels, that should stay where they are

Transform = Callable[[Image.Image], Any]


@dataclass(frozen=True)
class _Drawn:
    """What became of the picture: the angle by which the mark above was turned, and its colour compared with before."""

    mirrored: bool
    degrees: float
    hue: float
    chroma: float
    moved: float


def check_augmentation(transform: Transform) -> bool:
    """Print what is still wrong with the training transform, or that it is right; return whether it is."""
    return tell("augmentation", augmentation_mistake(transform), text("augmentation.right"))


def augmentation_mistake(transform: Transform) -> str | None:
    """Return the first mistake in words, None when there is none."""
    if found := transforms_mistake(transform, "augmented"):
        return found
    try:
        with undisturbed():
            torch.manual_seed(0)
            picture = _picture()
            images = [transform(picture.copy()) for _ in range(DRAWS)]
    # It is the student's code: whatever it raises is told in one line.
    except (Exception, SystemExit) as error:
        return text("augmentation.raised", error=one_line(error))
    return _tensor_mistake(images) or _drawn_mistake([_read(image) for image in images])


def _picture() -> Image.Image:
    """Return the picture with its two marks: RGB, 32 x 32."""
    picture = Image.new("RGB", (SIDE, SIDE), (GROUND,) * 3)
    for colour, x, y in ((UP, CENTRE, CENTRE - DISTANCE), (RIGHT, CENTRE + DISTANCE, CENTRE)):
        for row in range(SIDE):
            for column in range(SIDE):
                if math.hypot(column - x, row - y) <= RADIUS:
                    picture.putpixel((column, row), colour)
    return picture


def _tensor_mistake(images: list[Any]) -> str | None:
    """Return what is wrong with the kind of thing that the transform gives."""
    first = images[0]
    if not isinstance(first, Tensor):
        return text("augmentation.picture", kind=type(first).__name__)
    if any(tuple(image.shape) != (3, SIDE, SIDE) for image in images):
        return text("augmentation.size", shape=tuple(next(i for i in images if i.shape[1:] != (SIDE, SIDE)).shape))
    if all(float(image.min()) >= 0 for image in images):
        return text("augmentation.not_normalised")
    if any(abs(float(_pixels(image).median()) - GROUND / 255) > STILL for image in images):
        return text("augmentation.constants")
    return None


def _read(image: Tensor) -> _Drawn | None:
    """Return what became of the picture; None when its marks are not to be found."""
    pixels = _pixels(image)
    bright = pixels.amax(dim=0)
    up = bright > UP_IS
    if not up.any():
        return None
    up_x, up_y = _place(up)
    rows, columns = torch.meshgrid(torch.arange(SIDE) - CENTRE, torch.arange(SIDE) - CENTRE, indexing="ij")
    # The smoothed edge of the bright mark has all brightnesses.
    right = (bright > RIGHT_IS) & (torch.hypot(columns - up_x, rows - up_y) > 2 * RADIUS)
    if not right.any():
        return None
    right_x, right_y = _place(right)
    colour = [float(value) for value in pixels[:, up].median(dim=1).values.clamp(0, 1)]
    hue = colorsys.rgb_to_hsv(*colour)[0]
    return _Drawn(
        mirrored=up_x * right_y - up_y * right_x < 0,
        degrees=math.degrees(math.atan2(up_x, -up_y)),
        hue=(hue + 0.5) % 1 - 0.5,
        chroma=(max(colour) - min(colour)) * 255 / (max(UP) - min(UP)),
        moved=max(abs(math.hypot(x, y) - DISTANCE) for x, y in ((up_x, up_y), (right_x, right_y))),
    )


def _pixels(image: Tensor) -> Tensor:
    """Return an image [3, H, W] as it was before Normalize, from 0 to 1."""
    mean, std = (torch.tensor(values).view(3, 1, 1) for values in (CIFAR_MEAN, CIFAR_STD))
    return image.float() * std + mean


def _place(mark: Tensor) -> tuple[float, float]:
    """Return where the middle of a mark bool [H, W] is, to the right of the centre and below it."""
    rows, columns = torch.nonzero(mark, as_tuple=True)
    return float(columns.float().mean()) - CENTRE, float(rows.float().mean()) - CENTRE


def _drawn_mistake(read: list[_Drawn | None]) -> str | None:
    """Return what is wrong with how often and how far the pictures were changed."""
    drawn = [one for one in read if one is not None]
    if len(drawn) < DRAWS:
        return text("augmentation.lost", count=DRAWS - len(drawn), total=DRAWS)
    if max(one.moved for one in drawn) > MOVED:
        return text("augmentation.moved")
    return _flip_mistake(drawn) or _rotation_mistake(drawn) or _colour_mistake(drawn)


def _flip_mistake(drawn: list[_Drawn]) -> str | None:
    share = sum(one.mirrored for one in drawn) / DRAWS
    far = [abs(one.degrees) for one in drawn if abs(one.degrees) > MOST_DEGREES]
    if far and min(far) > 180 - MOST_DEGREES:
        return text("augmentation.upside_down")
    if share == 0:
        return text("augmentation.no_flip")
    return None if FLIPPED[0] < share < FLIPPED[1] else text("augmentation.flips", percent=100 * share)


def _rotation_mistake(drawn: list[_Drawn]) -> str | None:
    turned = [one.degrees for one in drawn if not one.mirrored]
    if max(map(abs, turned)) < 2:
        return text("augmentation.no_rotation")
    if max(turned) > MOST_DEGREES or min(turned) < -MOST_DEGREES:
        return text("augmentation.far", got=max(map(abs, turned)))
    if min(turned) > -2 or max(turned) < 2:
        return text("augmentation.one_way")
    if max(turned) < LEAST_DEGREES or min(turned) > -LEAST_DEGREES:
        return text("augmentation.near", got=max(map(abs, turned)))
    return None


def _colour_mistake(drawn: list[_Drawn]) -> str | None:
    hue = max(abs(one.hue) for one in drawn)
    saturation = max(abs(one.chroma - 1) for one in drawn)
    if hue < 0.01 and saturation < 0.01:
        return text("augmentation.no_jitter")
    for name, got in (("hue", hue), ("saturation", saturation)):
        if not LEAST_JITTER < got < MOST_JITTER:
            return text("augmentation.jitter", name=name, got=got, expected=JITTER)
    return None
