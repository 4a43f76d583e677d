"""The ten classes, in CIFAR-10's order, each with the function that makes one random silhouette of it."""

from __future__ import annotations

from . import animals, small_animals, vehicles
from .shapes import Silhouette

SILHOUETTES: dict[str, Silhouette] = {
    "airplane": vehicles.airplane,
    "automobile": vehicles.automobile,
    "bird": small_animals.bird,
    "cat": animals.cat,
    "deer": animals.deer,
    "dog": animals.dog,
    "frog": small_animals.frog,
    "horse": animals.horse,
    "ship": vehicles.ship,
    "truck": vehicles.truck,
}
CLASSES: tuple[str, ...] = tuple(SILHOUETTES)
