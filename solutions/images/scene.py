"""One picture: a silhouette in random colours, size, place and pose before a random background, painted with Pillow.

Everything here is drawn independently of the class, so that no colour, background or place can give the class away.
"""

from __future__ import annotations

import colorsys

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from .shapes import Outline, Part, Role, blob

PIXELS = 32
OVERSAMPLING = 3
CANVAS = PIXELS * OVERSAMPLING
GRID = np.meshgrid(np.linspace(-1, 1, PIXELS), np.linspace(-1, 1, PIXELS), indexing="ij")

SIZE = (0.7, 1.0)  # longer side of the silhouette, as a part of the picture's side
ASPECT = (0.8, 1.25)  # widening of the silhouette
SQUARE = 0.45  # how far tall and wide silhouettes are drawn towards a square before that: 0 not at all, 1 wholly
TURN = 18.0  # degrees
SHEAR = 0.12
COVER, EVEN = 0.36, 0.5  # slim silhouettes are drawn larger, fat ones smaller: by (COVER / filled share) ** EVEN
LARGEST = 1.06  # longest side at most, as a part of the picture's side
SHIFT = 0.075  # largest distance of the silhouette's centre from the picture's, along each side, as a part of the side
CONTRAST = 0.3  # least difference in luminance between silhouette and background
DISTRACTORS = 0.5  # mean number of soft shapes behind the silhouette
STRIPES = 0.12  # largest amplitude of the background's stripes, in the range [0, 1] of a colour
LAMP = 0.25  # how much lighter or darker the background's middle may be
STRIPE_PACE = (8.0, 32.0)  # radians from the picture's middle to its side
OCCLUSION = 0.25  # probability of something before it

Colour = NDArray[np.float64]


def paint(parts: list[Part], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The parts as an RGB picture, uint8 `[32, 32, 3]`; noise and blur come later, for all pictures at once."""
    ground = _colour(rng, rng.uniform(0.12, 0.88), 0.5)
    image = Image.fromarray(_background(ground, rng))
    canvas = ImageDraw.Draw(image)
    for _ in range(rng.poisson(DISTRACTORS)):
        _clutter(canvas, np.clip(ground + rng.uniform(-0.12, 0.12, 3), 0, 1), rng.uniform(0.1, 0.3), rng)
    colours = _palette(ground, rng)
    for role, outline in _placed(parts, rng):
        canvas.polygon(outline.ravel().tolist(), fill=_rgb(colours[role]))
    if rng.random() < OCCLUSION:
        _clutter(canvas, _colour(rng, rng.uniform(0.1, 0.9), 0.5), rng.uniform(0.05, 0.13), rng)
    return np.asarray(image.reduce(OVERSAMPLING))


def _placed(parts: list[Part], rng: np.random.Generator) -> list[Part]:
    """Parts in canvas pixels: mirrored half the time, sheared, turned, at a random size and place."""
    tall, broad = np.ptp(np.concatenate([outline for _, outline in parts]), axis=0)[::-1]
    wide = (tall / broad) ** SQUARE * np.exp(rng.uniform(*np.log(ASPECT)))
    angle = np.deg2rad(rng.uniform(-TURN, TURN))
    c, s = np.cos(angle), np.sin(angle)
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    pose = (
        np.array([[c, -s], [s, c]])
        @ np.array([[1, rng.uniform(-SHEAR, SHEAR)], [0, 1]])
        @ np.diag([wide * mirror, 1.0])
    )
    posed = [outline @ pose.T for _, outline in parts]
    everything = np.concatenate(posed)
    low, high = everything.min(axis=0), everything.max(axis=0)
    extent = high - low
    even = (COVER / _cover([(outline - low) / extent.max() for outline in posed])) ** EVEN
    scale = min(rng.uniform(*SIZE) * even, LARGEST) * CANVAS / extent.max()
    corner = CANVAS * (0.5 + rng.uniform(-SHIFT, SHIFT, 2)) - extent * scale / 2
    return [Part(part.role, (outline - low) * scale + corner) for part, outline in zip(parts, posed, strict=True)]


def _cover(outlines: list[Outline]) -> float:
    """Share of the unit square that the outlines fill together."""
    mask = Image.new("L", (PIXELS, PIXELS))
    canvas = ImageDraw.Draw(mask)
    for outline in outlines:
        canvas.polygon((outline * PIXELS).ravel().tolist(), fill=1)
    return mask.histogram()[1] / PIXELS**2


def _palette(ground: Colour, rng: np.random.Generator) -> dict[Role, Colour]:
    """A colour for each role: `main` stands out from the background, `detail` and `glow` from `main`."""
    below = float(_luminance(ground))
    while True:
        level = rng.uniform(0.08, 0.92)
        if abs(level - below) > CONTRAST:
            break
    main = _colour(rng, level, 0.6)
    while True:
        other = rng.uniform(0.1, 0.9)
        if abs(other - below) > CONTRAST * 0.7 and abs(other - level) > 0.12:
            break
    dark, light = rng.uniform(0.0, 0.15), rng.uniform(0.85, 1.0)
    first, then = (dark, light) if level > 0.5 else (light, dark)
    return {
        "main": main,
        "shade": np.clip(main + (0.14 if level < 0.3 else -0.14), 0, 1),
        "second": _colour(rng, other, 0.6),
        "detail": _colour(rng, first, 0.2),
        "glow": _colour(rng, 0.5 * (then + level) + 0.25 * (first - level), 0.3),
    }


def _background(ground: Colour, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Gradient or horizon of two neighbouring colours, with stripes and a lamp: uint8 `[96, 96, 3]`."""
    other = np.clip(ground + rng.uniform(-0.14, 0.14) + rng.uniform(-0.06, 0.06, 3), 0, 1)
    down, right = GRID
    if rng.random() < 0.5:
        angle = rng.uniform(0, 2 * np.pi)
        ramp = 0.5 + 0.4 * (np.cos(angle) * right + np.sin(angle) * down)
    else:
        ramp = (down - rng.uniform(-0.2, 0.8) + rng.uniform(-0.2, 0.2) * right) * rng.uniform(2, 20)
    angle = rng.integers(0, 2) * np.pi / 2 + rng.uniform(-0.5, 0.5)
    pace = rng.uniform(*STRIPE_PACE)
    wave = np.sin(pace * (np.cos(angle) * right + np.sin(angle) * down) + rng.uniform(0, 2 * np.pi))
    stripes = rng.uniform(0, STRIPES) * wave[:, :, None]
    ramp = np.clip(ramp, 0, 1)[:, :, None]
    lamp = rng.uniform(-LAMP, LAMP) * (1.0 - down**2 - right**2)[:, :, None]
    small = np.clip(ground + (other - ground) * ramp + stripes + lamp, 0, 1) * 255
    return small.astype(np.uint8).repeat(OVERSAMPLING, axis=0).repeat(OVERSAMPLING, axis=1)


def _clutter(canvas: ImageDraw.ImageDraw, colour: Colour, size: float, rng: np.random.Generator) -> None:
    """One irregular blob somewhere."""
    centre = rng.uniform(0, CANVAS, 2)
    angles = np.linspace(0, 2 * np.pi, 6, endpoint=False)
    radii = size * CANVAS * rng.uniform(0.6, 1.2, 6)
    outline = blob([(centre[0] + r * np.cos(a), centre[1] + r * np.sin(a)) for a, r in zip(angles, radii, strict=True)])
    canvas.polygon(outline.ravel().tolist(), fill=_rgb(colour))


def _luminance(colour: Colour) -> float:
    return float(colour @ np.array([0.299, 0.587, 0.114]))


def _colour(rng: np.random.Generator, level: float, saturation: float) -> Colour:
    """Random hue with luminance `level` in [0, 1] and at most the given saturation."""
    hue = np.array(colorsys.hsv_to_rgb(rng.random(), 1.0, 1.0))
    tint = (hue - _luminance(hue)) * rng.uniform(0, saturation) * min(level, 1 - level) * 2
    return np.clip(level + tint, 0, 1)


def _rgb(colour: Colour) -> tuple[int, int, int]:
    r, g, b = (255 * np.clip(colour, 0, 1)).astype(int).tolist()
    return r, g, b
