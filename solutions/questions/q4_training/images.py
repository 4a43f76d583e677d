"""The images of q4 in a build: those that it trains on, and fresh ones that nobody has seen."""

from functools import cache
from pathlib import Path

from seminar.images import ImageSet

from ...images.source import read_images

FRESH_FILE, TRAIN_FILE, DRAWN_FILE = "fresh.npz", "train.npz", "data_small/train.npz"


@cache
def images_of(folder: Path) -> tuple[ImageSet, ImageSet]:
    """Return the images of a build that q4 trains on, and those that it is judged on."""
    own = folder / TRAIN_FILE
    return read_images(own if own.exists() else folder / DRAWN_FILE), read_images(folder / FRESH_FILE)
