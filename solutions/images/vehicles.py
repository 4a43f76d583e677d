"""Silhouettes of airplane, automobile, ship and truck: parts with random proportions, always facing right."""

from __future__ import annotations

import numpy as np

from .shapes import Part, blob, ellipse, limb, polygon


def airplane(rng: np.random.Generator) -> list[Part]:
    """Fuselage with swept wings, tail fin and tailplane, seen from anywhere between the side and above."""
    above = rng.uniform(0.25, 1.0)  # how much of the far wing shows
    thick = rng.uniform(0.11, 0.16)
    sweep = rng.uniform(0.3, 0.6)
    span = rng.uniform(0.6, 0.85)
    root = rng.uniform(0.2, 0.3)
    fin = rng.uniform(0.3, 0.42)

    def wing(x: float, length: float, chord: float, back: float) -> np.ndarray:
        return polygon([(x, 0), (x - back, length), (x - back - chord * 0.45, length), (x - chord, 0)])

    parts = [
        Part("shade", wing(0.3, -span * above, root * 1.5, sweep)),
        Part("shade", wing(-0.62, -0.3 * above, 0.2, 0.2)),
        Part(
            "main",
            blob(
                [
                    (0.95, 0.03),
                    (0.75, -thick),
                    (0.2, -thick),
                    (-0.6, -thick * 0.9),
                    (-0.95, -thick * 0.5),
                    (-0.6, thick * 0.6),
                    (0.2, thick),
                    (0.75, thick),
                ]
            ),
        ),
        Part(
            "second",
            polygon([(-0.55, -thick * 0.7), (-0.85, -thick - fin), (-1.02, -thick - fin), (-0.92, -thick * 0.4)]),
        ),
        Part("main", wing(-0.62, 0.33, 0.2, 0.22)),
        Part("second", wing(0.3, span, root * 1.5, sweep)),
        Part(
            "detail", polygon([(0.66, -thick * 0.75), (0.8, -thick * 0.55), (0.84, -thick * 0.1), (0.68, -thick * 0.1)])
        ),
    ]
    if rng.random() < 0.6:  # a row of windows
        parts += [Part("detail", ellipse(x, -thick * 0.35, 0.04, 0.04)) for x in np.arange(-0.4, 0.55, 0.16)]
    if rng.random() < 0.5:  # an engine under the near wing
        parts.append(Part("detail", ellipse(0.12 - sweep * 0.3, span * 0.45, 0.14, 0.065)))
    return parts


def _wheel(x: float, y: float, radius: float) -> list[Part]:
    return [Part("detail", ellipse(x, y, radius, radius)), Part("glow", ellipse(x, y, radius * 0.42, radius * 0.42))]


def automobile(rng: np.random.Generator) -> list[Part]:
    """Low body with a cabin, two side windows, two wheels and lamps: from coupe to small estate car."""
    belt = rng.uniform(-0.1, 0.0)
    roof = belt - rng.uniform(0.26, 0.4)
    floor = rng.uniform(0.24, 0.32)
    front, back = rng.uniform(0.3, 0.5), -rng.uniform(0.45, 0.85)
    top_front, top_back = front - rng.uniform(0.2, 0.3), back + rng.uniform(0.1, 0.25)
    radius = rng.uniform(0.16, 0.21)
    middle = (top_front + top_back) / 2 + rng.uniform(-0.05, 0.05)
    nose = belt + rng.uniform(0.05, 0.12)
    sill = belt - 0.01
    head = roof + 0.07
    parts = [
        Part(
            "main",
            blob(
                [
                    (front + 0.06, belt + 0.06),
                    (top_front, roof),
                    (middle, roof - 0.03),
                    (top_back, roof),
                    (back - 0.03, belt + 0.06),
                    (0, belt + 0.12),
                ]
            ),
        ),
        Part(
            "main",
            blob(
                [
                    (0.95, floor - 0.1),
                    (0.9, nose + 0.02),
                    (0.45, belt),
                    (-0.45, belt),
                    (-0.92, belt + 0.04),
                    (-0.95, floor - 0.1),
                    (-0.85, floor),
                    (0.85, floor),
                ]
            ),
        ),
        Part(
            "detail",
            polygon([(front - 0.06, sill), (top_front - 0.03, head), (middle + 0.03, head), (middle + 0.03, sill)]),
        ),
        Part(
            "detail",
            polygon([(middle - 0.04, sill), (middle - 0.04, head), (top_back + 0.05, head), (back + 0.1, sill)]),
        ),
        Part("second", polygon([(-0.9, floor - 0.13), (0.9, floor - 0.13), (0.86, floor), (-0.86, floor)])),
        Part("glow", ellipse(0.87, nose + 0.09, 0.06, 0.05)),
    ]
    return parts + _wheel(rng.uniform(0.5, 0.58), floor, radius) + _wheel(-rng.uniform(0.5, 0.58), floor, radius)


def truck(rng: np.random.Generator) -> list[Part]:
    """Tall box or open load behind a cab with a window, two or three wheels."""
    top = -rng.uniform(0.35, 0.62)
    floor = rng.uniform(0.24, 0.32)
    split = rng.uniform(0.22, 0.42)
    cab = max(top + rng.uniform(-0.02, 0.22), -0.48)
    radius = rng.uniform(0.13, 0.17)
    nose = rng.random() < 0.4  # a bonnet before the cab
    cab_end = split + 0.4 if nose else 0.93
    parts = [Part("shade", polygon([(-0.93, floor - 0.1), (0.93, floor - 0.1), (0.93, floor), (-0.93, floor)]))]
    if rng.random() < 0.7:
        parts.append(
            Part(
                "second",
                polygon([(-0.97, top), (split - 0.06, top), (split - 0.06, floor - 0.06), (-0.97, floor - 0.06)]),
            )
        )
        if rng.random() < 0.5:
            y = rng.uniform(top + 0.12, floor - 0.3)
            parts.append(
                Part("main", polygon([(-0.97, y), (split - 0.06, y), (split - 0.06, y + 0.12), (-0.97, y + 0.12)]))
            )
    else:  # a tipper with its load
        heap = [(-0.9, -0.1), (-0.6, top + 0.1), (-0.25, top), (0.05, top + 0.12), (split - 0.1, -0.1)]
        parts.append(Part("glow", blob(heap)))
        parts.append(
            Part(
                "second",
                polygon([(-1.0, -0.18), (split - 0.04, -0.18), (split - 0.1, floor - 0.06), (-0.86, floor - 0.06)]),
            )
        )
    parts.append(
        Part(
            "main",
            polygon([(split, cab), (cab_end - 0.12, cab), (cab_end, cab + 0.32), (cab_end, floor), (split, floor)]),
        )
    )
    if nose:
        parts.append(
            Part(
                "main",
                polygon([(cab_end - 0.02, cab + 0.34), (0.98, cab + 0.4), (1.0, floor), (cab_end - 0.02, floor)]),
            )
        )
    parts.append(
        Part(
            "detail",
            polygon(
                [
                    (split + 0.12, cab + 0.08),
                    (cab_end - 0.14, cab + 0.08),
                    (cab_end - 0.05, cab + 0.32),
                    (split + 0.12, cab + 0.32),
                ]
            ),
        )
    )
    parts.append(Part("glow", ellipse(0.93, floor - 0.12, 0.05, 0.05)))
    wheels = [-0.68, 0.68] if rng.random() < 0.4 else [-0.72, -0.36, 0.68]
    for x in wheels:
        parts += _wheel(x, floor, radius)
    return parts


def ship(rng: np.random.Generator) -> list[Part]:
    """Hull with either masts and sails or decks and funnels."""
    deck = rng.uniform(0.2, 0.35)
    keel = deck + rng.uniform(0.28, 0.4)
    stern = -rng.uniform(0.7, 0.85)
    parts = [
        Part(
            "main",
            blob(
                [
                    (0.98, deck - 0.1),
                    (0.9, deck + 0.12),
                    (0.68, keel),
                    (0.0, keel + 0.02),
                    (stern + 0.12, keel),
                    (stern, deck),
                    (0.0, deck + 0.02),
                    (0.6, deck),
                ]
            ),
        ),
        Part("second", polygon([(0.74, keel - 0.11), (0.66, keel), (stern + 0.14, keel), (stern + 0.09, keel - 0.11)])),
    ]
    if rng.random() < 0.5:
        mast = rng.uniform(-0.15, 0.1)
        top = -rng.uniform(0.75, 1.0)
        low = deck - rng.uniform(0.06, 0.14)
        parts += [
            Part("detail", limb([(mast, deck + 0.05), (mast, top)], 0.07, 0.05)),
            Part("second", polygon([(mast + 0.06, top + 0.05), (rng.uniform(0.65, 0.85), low), (mast + 0.06, low)])),
            Part("glow", polygon([(mast - 0.06, top + 0.18), (mast - 0.06, low), (-rng.uniform(0.55, 0.75), low)])),
            Part("detail", polygon([(mast, top - 0.02), (mast - 0.2, top + 0.05), (mast, top + 0.12)])),
        ]
        return parts
    bridge = deck - rng.uniform(0.22, 0.3)
    left, right = -rng.uniform(0.45, 0.6), rng.uniform(0.3, 0.5)
    upper = bridge - rng.uniform(0.14, 0.22)
    for x in np.linspace(-0.28, 0.1, int(rng.integers(1, 4))):
        height = upper - rng.uniform(0.3, 0.42)
        parts.append(
            Part("second", polygon([(x - 0.1, upper), (x - 0.13, height), (x + 0.06, height), (x + 0.09, upper)]))
        )
        parts.append(
            Part(
                "detail",
                polygon([(x - 0.13, height), (x + 0.06, height), (x + 0.07, height + 0.1), (x - 0.12, height + 0.1)]),
            )
        )
    parts += [
        Part("glow", polygon([(left, bridge), (right, bridge), (right + 0.06, deck + 0.02), (left, deck + 0.02)])),
        Part(
            "glow",
            polygon(
                [
                    (left + 0.14, upper),
                    (right - 0.1, upper),
                    (right - 0.06, bridge + 0.02),
                    (left + 0.14, bridge + 0.02),
                ]
            ),
        ),
    ]
    y = (bridge + deck) / 2
    parts += [Part("detail", ellipse(x, y, 0.045, 0.05)) for x in np.arange(left + 0.1, right, 0.16)]
    return parts
