"""The few outlines that every silhouette is built from: ellipse, smooth blob, tapered limb; points only, no pixels.

Coordinates: x to the right, y downwards, about [-1, 1] each; an outline is float64 `[points, 2]`. A silhouette is a
list of `Part`s painted in order; a part names a colour *role*, and the scene decides what colour that is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Outline = NDArray[np.float64]
Role = Literal["main", "shade", "second", "detail", "glow"]
Points = Sequence[tuple[float, float]]


class Part(NamedTuple):
    """One filled outline `[points, 2]` and the role of its colour."""

    role: Role
    outline: Outline


# Cosine and sine of a turn in 18 steps: [18, 2].
CIRCLE = np.stack([np.cos(np.arange(18) * np.pi / 9), np.sin(np.arange(18) * np.pi / 9)], axis=1)
# The uniform Catmull-Rom basis at 0, 1/4, 1/2 and 3/4 of a segment: [4 points, 4 nodes].
SPLINE = np.array([[0, 128, 0, 0], [-9, 111, 29, -3], [-8, 72, 72, -8], [-3, 29, 111, -9]]) / 128

Silhouette = Callable[[np.random.Generator], list[Part]]


def polygon(points: Points) -> Outline:
    """Straight-edged outline through `points`."""
    return np.asarray(points, dtype=np.float64)


def ellipse(x: float, y: float, rx: float, ry: float, angle: float = 0.0) -> Outline:
    """Ellipse around (x, y) with radii rx, ry, turned by `angle` radians."""
    c, s = np.cos(angle), np.sin(angle)
    return CIRCLE @ np.array([[c * rx, s * rx], [-s * ry, c * ry]]) + (x, y)


def blob(points: Points) -> Outline:
    """Smooth closed curve through `points` (uniform Catmull-Rom spline)."""
    return _catmull_rom(polygon([points[-1], *points, points[0], points[1]]))


def limb(points: Points, start: float, end: float) -> Outline:
    """Stroke along `points` whose width runs from `start` to `end`, bent smoothly where it has more than two points."""
    line = polygon(points)
    if len(line) > 2:
        curve = _catmull_rom(polygon([points[0], *points, points[-1]]))
        line = np.concatenate([curve, line[-1:]])
    along = np.empty_like(line)
    along[1:-1] = line[2:] - line[:-2]
    along[0], along[-1] = line[1] - line[0], line[-1] - line[-2]
    along /= np.sqrt((along**2).sum(axis=1, keepdims=True))
    half = (start + (end - start) * np.arange(len(line)) / (len(line) - 1))[:, None] / 2
    across = along[:, ::-1] * (-1, 1) * half
    tip = line[-1:] + along[-1:] * half[-1:]
    return np.concatenate([line + across, tip, (line - across)[::-1]])


def nodding(parts: list[Part], x: float, y: float, angle: float) -> list[Part]:
    """Parts (of head and neck, say) turned by `angle` radians, clockwise on the screen, around the joint (x, y)."""
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[c, s], [-s, c]])
    return [Part(role, (outline - (x, y)) @ turn + (x, y)) for role, outline in parts]


def _catmull_rom(nodes: Outline) -> Outline:
    """Points of the spline from the second node to the last but one, without that end point: `[4 * (nodes - 3), 2]`."""
    segments = np.stack([nodes[:-3], nodes[1:-2], nodes[2:-1], nodes[3:]], axis=1)
    return (SPLINE @ segments).reshape(-1, 2)
