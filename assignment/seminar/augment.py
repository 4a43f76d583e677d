"""Random augmentation of whole batches, on the device where they lie: colour jitter, mirror image, rotation.

The recipe is the seminar's `ColorJitter(hue=0.05, saturation=0.05)`, `RandomHorizontalFlip()`, `RandomRotation(20)`.
torchvision draws one image at a time; here one call draws separate parameters for every image of a batch.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

# How bright red, green and blue look to the eye (ITU-R BT.601), as in torchvision's rgb_to_grayscale.
LUMA = (0.2989, 0.587, 0.114)

# Where red, green and blue lie on the colour circle of 6 steps.
PURE_HUES = (0.0, 2.0, 4.0)


class Augment:
    """Change every image of a batch at random; only training images should go through it.

    hue: the colour wheel is turned by a share of the full circle drawn from [-hue, hue].
    saturation: the distance to grey is multiplied by a factor drawn from [1 - saturation, 1 + saturation].
    flip: probability of a mirror image.
    degrees: the image is rotated about its centre by an angle drawn from [-degrees, degrees].

    The formulas are torchvision's (`adjust_saturation`, `adjust_hue`, `hflip`, nearest-pixel `rotate`). Two small
    things differ: the colours are rounded once at the end and not after each step, and saturation always comes before
    hue, where `ColorJitter` draws the order. The way around the colour wheel is exact: hue 0 changes nothing.
    """

    def __init__(self, hue: float = 0.05, saturation: float = 0.05, flip: float = 0.5, degrees: float = 20) -> None:
        self.hue = hue
        self.saturation = saturation
        self.flip = flip
        self.degrees = degrees

    def __repr__(self) -> str:
        return f"Augment(hue={self.hue}, saturation={self.saturation}, flip={self.flip}, degrees={self.degrees})"

    def __call__(self, images: Tensor, generator: torch.Generator | None = None) -> Tensor:
        """Return changed copies of `images` [N, 3, H, W], uint8 (0 to 255) or float (0 to 1), in the same dtype.

        `generator` must live on the device of the images; without one, torch's own random numbers are used.
        """
        count, device = len(images), images.device

        def draw() -> Tensor:
            """Draw one number in [-1, 1) for each image: [N]."""
            return torch.rand(count, generator=generator, device=device) * 2 - 1

        colours = images / 255 if images.dtype == torch.uint8 else images
        if self.saturation:
            colours = adjust_saturation(colours, 1 + self.saturation * draw())
        if self.hue:
            colours = adjust_hue(colours, self.hue * draw())
        if self.flip or self.degrees:
            mirrored = torch.rand(count, generator=generator, device=device) < self.flip
            colours = flip_and_rotate(colours, mirrored, self.degrees * draw())
        if images.dtype == torch.uint8:
            return colours.mul_(255).round_().to(torch.uint8)
        return colours


def adjust_saturation(images: Tensor, factor: Tensor) -> Tensor:
    """Move the colours of `images` [N, 3, H, W], float 0 to 1, away from grey (factor > 1) or to it; factor: [N]."""
    luma = torch.tensor(LUMA, device=images.device, dtype=images.dtype)
    grey = (images * luma.view(1, 3, 1, 1)).sum(dim=1, keepdim=True)  # [N, 3, H, W] -> [N, 1, H, W]
    return torch.lerp(grey, images, factor.view(-1, 1, 1, 1)).clamp_(0, 1)


def adjust_hue(images: Tensor, turn: Tensor) -> Tensor:
    """Turn the hue of `images` [N, 3, H, W], float 0 to 1, by the share `turn` [N] of the colour circle.

    The colour is taken apart into hue (0 to 6: red, yellow, green, cyan, blue, magenta, red again), largest channel
    and spread of the channels (HSV), and put together again with another hue; the last two stay what they were.
    Source: https://en.wikipedia.org/wiki/HSL_and_HSV
    """
    red, green, blue = images.unbind(dim=1)  # [N, 3, H, W] -> three times [N, H, W]
    largest = images.amax(dim=1)
    spread = largest - images.amin(dim=1)

    # Where red is largest, the hue lies around 0, between magenta (-1) and yellow (1); green: around 2, blue: around 4.
    # Grey pixels have no hue: their spread is 0, so any number divides and any hue gives the same grey back.
    reddish, greenish = largest == red, largest == green
    difference = torch.where(reddish, green - blue, torch.where(greenish, blue - red, red - green))
    centre = torch.where(reddish, 0.0, torch.where(greenish, 2.0, 4.0))
    hue = difference / spread.clamp(min=1e-6) + centre
    hue = (hue + 6 * turn.view(-1, 1, 1)).remainder(6)

    # How far is the hue from a channel's own colour, around the circle (0 to 3)? Up to 1 the channel is the largest,
    # from 2 on it is the smallest, between them it falls along a straight line. With d = |hue - colour| the distance
    # around the circle is 3 - |d - 3|. Steps that end with "_" work in place: new memory would cost more than the sums.
    colours = torch.tensor(PURE_HUES, device=images.device, dtype=images.dtype).view(1, 3, 1, 1)
    away = (hue.unsqueeze(1) - colours).abs_()  # [N, H, W] -> [N, 3, H, W]
    depth = away.sub_(3).abs_().neg_().add_(2).clamp_(0, 1)  # distance - 1, kept between 0 and 1
    return depth.mul_(spread.unsqueeze(1)).neg_().add_(largest.unsqueeze(1))


def flip_and_rotate(images: Tensor, mirrored: Tensor, degrees: Tensor) -> Tensor:
    """Mirror the images where `mirrored` [N] is True, then rotate them counter-clockwise by `degrees` [N].

    `images` is float [N, 3, H, W]. Each pixel of the result takes the nearest pixel of the source; what comes from
    outside of the image is black. Both steps are one linear map of coordinates, so the image is sampled only once.
    """
    height, width = images.shape[2:]
    angle = degrees * (math.pi / 180)
    side = torch.where(mirrored, -1.0, 1.0)  # -1: left becomes right

    # For every pixel of the result: where in the source does it come from? Coordinates run from -1 to 1 in both
    # directions, whatever the shape of the image, hence the ratio of height and width.
    to_source = torch.zeros(len(images), 2, 3, device=images.device, dtype=images.dtype)
    to_source[:, 0, 0] = side * angle.cos()
    to_source[:, 0, 1] = -side * angle.sin() * (height / width)
    to_source[:, 1, 0] = angle.sin() * (width / height)
    to_source[:, 1, 1] = angle.cos()

    grid = F.affine_grid(to_source, list(images.shape), align_corners=False)  # [N, 2, 3] -> [N, H, W, 2]
    return F.grid_sample(images, grid, mode="nearest", padding_mode="zeros", align_corners=False)
