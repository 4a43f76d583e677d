"""Silhouettes of the animals on four legs, cat, deer, dog, horse: random pose and proportions, facing right."""

from __future__ import annotations

import numpy as np

from .shapes import Part, Role, blob, ellipse, limb, nodding, polygon


def _legs(
    rng: np.random.Generator, front: float, back: float, top: float, length: float, width: float
) -> tuple[list[Part], list[Part]]:
    """Four legs of a walking animal that hang from y = `top`: (the far pair, shaded; the near pair)."""
    sides: list[list[Part]] = []
    roles: tuple[Role, Role] = ("shade", "main")
    for role in roles:
        side = []
        for x, bend in ((front, 0.03), (back, -0.06)):
            swing = rng.uniform(-0.35, 0.35)
            knee = (x + length * 0.5 * np.sin(swing) + bend, top + length * 0.5)
            foot = (x + length * np.sin(swing) * 0.9, top + length * rng.uniform(0.95, 1.03))
            side.append(
                Part(
                    role,
                    limb([(x, top), knee, foot, (foot[0] + width * 0.6, foot[1] + width * 0.1)], width * 1.6, width),
                )
            )
        sides.append(side)
    return sides[0], sides[1]


def horse(rng: np.random.Generator) -> list[Part]:
    """Long strong legs, arched neck with a mane, long head, long falling tail."""
    far, near = _legs(rng, 0.36, -0.4, 0.12, rng.uniform(0.62, 0.75), rng.uniform(0.085, 0.11))
    tall = rng.uniform(0.9, 1.1)
    swish = rng.uniform(0.0, 0.22)
    tail = Part(
        "second",
        blob(
            [
                (-0.5, -0.14),
                (-0.66, -0.1),
                (-0.82 - swish, 0.2),
                (-0.84 - swish, 0.55),
                (-0.68 - swish, 0.42),
                (-0.6, 0.1),
            ]
        ),
    )
    body = Part(
        "main",
        blob(
            [
                (0.55, -0.1),
                (0.3, -0.2),
                (-0.1, -0.17),
                (-0.4, -0.24),
                (-0.58, -0.08),
                (-0.52, 0.16),
                (-0.2, 0.2),
                (0.2, 0.22),
                (0.5, 0.16),
            ]
        ),
    )
    up = -0.62 * tall
    head = [
        Part("main", blob([(0.2, -0.14), (0.42, -0.36), (0.55, up - 0.04), (0.72, up), (0.7, -0.32), (0.58, 0.08)])),
        Part("main", limb([(0.58, up + 0.02), (0.8, up + 0.14), (1.0, up + 0.32)], 0.24, 0.16)),
        Part("main", polygon([(0.55, up), (0.6, up - 0.22), (0.69, up)])),
        Part(
            "second",
            blob([(0.6, up - 0.1), (0.45, up - 0.02), (0.26, -0.36), (0.1, -0.16), (0.3, -0.12), (0.5, -0.38)]),
        ),
        Part("detail", ellipse(0.74, up + 0.08, 0.04, 0.04)),
    ]
    return [tail, *far, body, *near, *nodding(head, 0.4, 0.0, rng.uniform(-0.15, 0.5))]


def deer(rng: np.random.Generator) -> list[Part]:
    """Thin legs, slender neck, branched antlers, leaf-shaped ear, short tail."""
    far, near = _legs(rng, 0.3, -0.36, 0.06, rng.uniform(0.66, 0.8), rng.uniform(0.06, 0.075))
    body = Part(
        "main",
        blob(
            [
                (0.45, -0.12),
                (0.2, -0.17),
                (-0.2, -0.16),
                (-0.46, -0.14),
                (-0.5, 0.06),
                (-0.2, 0.12),
                (0.2, 0.16),
                (0.42, 0.1),
            ]
        ),
    )
    tail = Part("glow", blob([(-0.44, -0.12), (-0.6, -0.16), (-0.64, 0.02), (-0.5, 0.08)]))
    up = -rng.uniform(0.42, 0.52)
    spread = rng.uniform(0.8, 1.15)
    head = [
        Part(
            "main",
            blob([(0.22, -0.12), (0.38, up + 0.1), (0.42, up - 0.08), (0.6, up - 0.08), (0.56, -0.1), (0.44, 0.06)]),
        ),
        Part("main", limb([(0.46, up - 0.02), (0.62, up + 0.02), (0.82, up + 0.12)], 0.19, 0.1)),
        Part("detail", ellipse(0.83, up + 0.12, 0.045, 0.045)),
        Part("main", blob([(0.46, up - 0.04), (0.3, up - 0.14), (0.2, up - 0.06), (0.32, up + 0.01)])),
        Part("detail", ellipse(0.6, up - 0.01, 0.035, 0.035)),
    ]
    for lean in (-1.0, 1.0):
        root = (0.5 + 0.04 * lean, up - 0.08)
        bend = (root[0] + 0.26 * lean * spread, up - 0.3)
        tip = (root[0] + 0.2 * lean * spread, up - 0.62)
        head.append(Part("second", limb([root, bend, tip], 0.07, 0.055)))
        for along in (0.45, 0.8):
            x, y = bend[0] + (tip[0] - bend[0]) * (along - 0.3), bend[1] + (tip[1] - bend[1]) * (along - 0.3)
            head.append(Part("second", limb([(x, y), (x + 0.2 * lean * spread, y - 0.2)], 0.06, 0.05)))
    spots = (
        [Part("glow", ellipse(x, rng.uniform(-0.1, 0.02), 0.035, 0.035)) for x in (-0.3, -0.12, 0.06)]
        if rng.random() < 0.4
        else []
    )
    return [tail, *far, body, *near, *spots, *nodding(head, 0.35, 0.0, rng.uniform(-0.2, 0.35))]


def _cat_head(x: float, y: float, r: float) -> list[Part]:
    """Round face seen from the front: two pointed ears, eyes, nose."""
    parts = []
    for side in (-1, 1):
        parts.append(
            Part(
                "main",
                polygon(
                    [
                        (x + side * r * 0.98, y - r * 0.2),
                        (x + side * r * 0.95, y - r * 1.65),
                        (x + side * r * 0.1, y - r * 0.8),
                    ]
                ),
            )
        )
        parts.append(
            Part(
                "second",
                polygon(
                    [
                        (x + side * r * 0.8, y - r * 0.6),
                        (x + side * r * 0.82, y - r * 1.3),
                        (x + side * r * 0.35, y - r * 0.8),
                    ]
                ),
            )
        )
    parts.append(Part("main", ellipse(x, y, r * 1.1, r * 0.95)))
    parts += [Part("detail", ellipse(x + side * r * 0.45, y - r * 0.1, r * 0.2, r * 0.24)) for side in (-1, 1)]
    parts.append(Part("second", ellipse(x, y + r * 0.38, r * 0.2, r * 0.15)))
    return parts


def cat(rng: np.random.Generator) -> list[Part]:
    """Pointed ears on a round face, long curved tail; walking or sitting."""
    curl = rng.uniform(-0.2, 0.2)
    if rng.random() < 0.5:
        far, near = _legs(rng, 0.34, -0.4, 0.1, rng.uniform(0.4, 0.5), rng.uniform(0.09, 0.11))
        tail = Part(
            "main", limb([(-0.46, -0.05), (-0.75, -0.2), (-0.72 + curl, -0.55), (-0.9 + curl * 2, -0.85)], 0.12, 0.1)
        )
        body = Part(
            "main",
            blob(
                [
                    (0.48, -0.1),
                    (0.2, -0.17),
                    (-0.2, -0.2),
                    (-0.48, -0.12),
                    (-0.52, 0.12),
                    (-0.2, 0.17),
                    (0.2, 0.18),
                    (0.46, 0.12),
                ]
            ),
        )
        stripes = (
            [Part("second", limb([(x, -0.2), (x + 0.03, 0.02)], 0.07, 0.04)) for x in (-0.3, -0.12, 0.06)]
            if rng.random() < 0.6
            else []
        )
        return [tail, *far, body, *near, *stripes, *_cat_head(0.56 + curl * 0.2, -0.3, rng.uniform(0.24, 0.28))]
    lean = rng.uniform(-0.08, 0.08)
    tail = Part("main", limb([(-0.25, 0.72), (-0.72, 0.7), (-0.82, 0.3), (-0.62 + curl, -0.02)], 0.14, 0.11))
    body = Part(
        "main",
        blob(
            [
                (lean, -0.25),
                (0.26, 0.0),
                (0.42, 0.45),
                (0.4, 0.8),
                (0.0, 0.84),
                (-0.4, 0.8),
                (-0.42, 0.45),
                (-0.26, 0.0),
            ]
        ),
    )
    paws = [Part("shade", limb([(x, 0.2), (x, 0.8)], 0.15, 0.17)) for x in (-0.12, 0.14)]
    bib = [Part("glow", ellipse(lean, 0.15, 0.14, 0.2))] if rng.random() < 0.5 else []
    return [tail, body, *paws, *bib, *_cat_head(lean * 2, -0.38, rng.uniform(0.32, 0.38))]


def dog(rng: np.random.Generator) -> list[Part]:
    """Hanging ears, long snout with a nose, short raised tail, collar; walking in profile or sitting and facing us."""
    if rng.random() < 0.6:
        far, near = _legs(rng, 0.3, -0.42, 0.1, rng.uniform(0.46, 0.58), rng.uniform(0.1, 0.13))
        wag = rng.uniform(-0.12, 0.12)
        tail = Part("main", limb([(-0.46, -0.1), (-0.64, -0.26), (-0.66 + wag, -0.5)], 0.13, 0.06))
        body = Part(
            "main",
            blob(
                [
                    (0.46, -0.16),
                    (0.1, -0.18),
                    (-0.3, -0.2),
                    (-0.52, -0.1),
                    (-0.5, 0.12),
                    (-0.2, 0.12),
                    (0.1, 0.22),
                    (0.42, 0.2),
                ]
            ),
        )
        head = [
            Part("main", limb([(0.3, 0.0), (0.52, -0.4)], 0.32, 0.24)),
            Part("second", limb([(0.34, -0.16), (0.56, -0.06)], 0.09, 0.09)),
            Part("main", ellipse(0.56, -0.42, 0.22, 0.2)),
            Part("main", limb([(0.6, -0.4), (0.96, -0.32)], 0.26, 0.2)),
            Part("detail", ellipse(0.99, -0.37, 0.07, 0.06)),
            Part("second", blob([(0.42, -0.6), (0.3, -0.42), (0.3, -0.1), (0.44, -0.08), (0.52, -0.4)])),
            Part("detail", ellipse(0.66, -0.47, 0.045, 0.045)),
        ]
        return [tail, *far, body, *near, *nodding(head, 0.35, 0.0, rng.uniform(-0.2, 0.25))]
    lean = rng.uniform(-0.06, 0.06)
    r = rng.uniform(0.3, 0.36)
    y = -0.36
    parts = [
        Part("main", limb([(0.3, 0.7), (0.62, 0.6), (0.72, rng.uniform(0.2, 0.4))], 0.14, 0.06)),
        Part(
            "main",
            blob(
                [
                    (lean, -0.2),
                    (0.28, 0.05),
                    (0.44, 0.5),
                    (0.4, 0.8),
                    (0.0, 0.84),
                    (-0.4, 0.8),
                    (-0.44, 0.5),
                    (-0.28, 0.05),
                ]
            ),
        ),
        *[Part("shade", limb([(x, 0.25), (x, 0.8)], 0.17, 0.2)) for x in (-0.16, 0.16)],
        Part("second", limb([(-0.22, 0.0), (0.22, 0.0)], 0.1, 0.1)),
        Part("main", ellipse(lean, y, r * 0.9, r)),
    ]
    for side in (-1, 1):
        x = lean + side * r
        parts.append(
            Part(
                "second",
                blob(
                    [
                        (x - side * r * 0.5, y - r * 0.95),
                        (x + side * r * 0.35, y - r * 0.7),
                        (x + side * r * 0.45, y + r * 0.9),
                        (x, y + r * 0.8),
                        (x - side * r * 0.2, y - r * 0.1),
                    ]
                ),
            )
        )
        parts.append(Part("detail", ellipse(lean + side * r * 0.36, y - r * 0.25, r * 0.13, r * 0.16)))
    parts += [
        Part("glow", ellipse(lean, y + r * 0.48, r * 0.48, r * 0.42)),
        Part("detail", ellipse(lean, y + r * 0.25, r * 0.22, r * 0.17)),
    ]
    return parts
