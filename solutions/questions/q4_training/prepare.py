"""Writes the images of q4 into a build."""

from pathlib import Path

import numpy as np

from autograder.trial import derive_seed
from seminar.images import ImageSet

from ...images.source import DRAWN, DataSource
from ...images.write import npz_bytes
from .calibration.evidence import conditions, require_evidence
from .calibration.on_gpu import require_room
from .images import FRESH_FILE, TRAIN_FILE
from .settings import Settings


def prepare(folder: Path, secret: str, settings: Settings) -> None:
    """Write the fresh images into a build, and the training images where they are others than the students' own.

    Raises GraderError when a data file is missing or the threshold has no evidence.
    """
    source = DataSource(settings.data, settings.train_images)
    images = source.fingerprint()
    require_evidence(settings, images)
    require_room(settings, conditions(settings, images))
    fresh = folder / FRESH_FILE
    write_images(fresh, source.fresh(settings.fresh_images, derive_seed(secret, "fresh images")))
    fresh.chmod(0o600)
    if settings.data != DRAWN:
        write_images(folder / TRAIN_FILE, source.train)


def write_images(path: Path, data: ImageSet) -> None:
    """Write images as uint8 [N, 32, 32, 3] and labels as uint8 [N]."""
    images = data.images.permute(0, 2, 3, 1).contiguous().numpy()
    path.write_bytes(npz_bytes(images, data.labels.numpy().astype(np.uint8)))
