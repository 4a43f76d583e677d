"""Silhouettes of bird and frog: parts with random pose and proportions, the bird always facing right."""

from __future__ import annotations

import numpy as np

from .shapes import Part, Role, blob, ellipse, limb, nodding, polygon


def bird(rng: np.random.Generator) -> list[Part]:
    """Small head with a beak; flying with spread wings, or perched on thin legs with a folded wing."""
    if rng.random() < 0.5:
        beat = rng.uniform(-0.3, 0.3)
        tilt = rng.uniform(0.45, 0.8)
        near = blob(
            [
                (0.22, -0.05),
                (0.02, -tilt),
                (-0.35 + beat, -tilt - 0.3),
                (-0.3 + beat, -tilt),
                (-0.38, -0.35),
                (-0.2, 0.0),
            ]
        )
        far = blob([(0.3, -0.05), (0.42, -tilt * 0.8), (0.25 + beat, -tilt - 0.2), (0.15, -tilt * 0.7), (0.0, -0.1)])
        return [
            Part("shade", far),
            Part("main", polygon([(-0.4, -0.02), (-0.95, -0.12), (-0.88, 0.05), (-0.98, 0.2), (-0.4, 0.14)])),
            Part(
                "main",
                blob(
                    [(0.62, -0.08), (0.3, -0.14), (-0.2, -0.08), (-0.55, 0.04), (-0.2, 0.2), (0.25, 0.22), (0.55, 0.1)]
                ),
            ),
            Part("main", ellipse(0.6, -0.06, 0.17, 0.15)),
            Part("glow", polygon([(0.72, -0.12), (1.0, 0.02), (0.7, 0.05)])),
            Part("second", near),
            Part("detail", ellipse(0.64, -0.1, 0.045, 0.045)),
        ]
    stance = rng.uniform(-0.25, 0.2)
    r = rng.uniform(0.2, 0.25)
    upper = [
        Part("main", polygon([(-0.3, 0.05), (-0.95, 0.28), (-0.9, 0.44), (-0.25, 0.3)])),
        Part(
            "main",
            blob([(0.42, -0.4), (0.5, -0.05), (0.3, 0.3), (-0.05, 0.36), (-0.45, 0.25), (-0.35, 0.0), (0.05, -0.25)]),
        ),
        Part("main", ellipse(0.36, -0.45, r, r)),
        Part("glow", polygon([(0.34 + r * 0.8, -0.55), (0.36 + r * 2.2, -0.42), (0.34 + r * 0.8, -0.34)])),
        Part("second", blob([(0.2, -0.12), (0.26, 0.1), (0.0, 0.24), (-0.6, 0.3), (-0.3, 0.05)])),
        Part("detail", ellipse(0.42, -0.5, 0.055, 0.055)),
    ]
    legs = [Part("detail", limb([(x, 0.2), (x + 0.02, 0.72), (x + 0.16, 0.74)], 0.06, 0.05)) for x in (-0.02, 0.18)]
    return [*legs, *nodding(upper, 0.05, 0.1, stance)]


def frog(rng: np.random.Generator) -> list[Part]:
    """Wide squat body, eyes bulging over a broad mouth, folded hind legs."""
    wide = rng.uniform(0.5, 0.6)
    low = rng.uniform(0.34, 0.46)
    eye = rng.uniform(0.15, 0.19)
    shift = rng.uniform(-0.16, 0.16)
    gap = wide * rng.uniform(0.5, 0.65)
    body: Role = "second" if rng.random() < 0.6 else "main"
    parts: list[Part] = []
    for side in (-1, 1):
        knee = side * (wide + rng.uniform(0.18, 0.34))
        parts += [
            Part(
                "shade",
                blob(
                    [
                        (side * wide * 0.4, 0.1),
                        (knee * 0.85, -0.12),
                        (knee, 0.1),
                        (side * wide * 0.9, 0.5),
                        (side * wide * 0.4, 0.5),
                    ]
                ),
            ),
            Part("shade", limb([(side * wide * 0.7, 0.5), (side * (wide + 0.35), 0.54)], 0.13, 0.1)),
        ]
    parts += [
        Part(body, ellipse(0.0, 0.2, wide, low)),
        Part("main", ellipse(shift, -0.1, wide * 0.92, low * 0.78)),
        Part("glow", ellipse(shift * 0.5, 0.34, wide * rng.uniform(0.6, 0.8), low * rng.uniform(0.5, 0.65))),
    ]
    for side in (-1, 1):
        x, y = shift + side * gap, -0.1 - low * 0.72
        parts += [
            Part("main", ellipse(x, y, eye * 1.15, eye * 1.15)),
            Part("glow", ellipse(x, y, eye * 0.8, eye * 0.8)),
            Part("detail", ellipse(x + 0.02, y, eye * 0.45, eye * 0.5)),
        ]
        parts.append(
            Part(
                "main",
                limb([(side * wide * 0.42, 0.2), (side * wide * 0.5, 0.56), (side * wide * 0.78, 0.62)], 0.16, 0.12),
            )
        )
    mouth = limb([(shift - wide * 0.68, -0.06), (shift, 0.07), (shift + wide * 0.68, -0.06)], 0.06, 0.06)
    spots = (
        [Part("second", ellipse(shift + dx, -0.26, 0.07, 0.05)) for dx in (-0.12, 0.12)] if rng.random() < 0.5 else []
    )
    return [*parts, *spots, Part("detail", mouth)]
