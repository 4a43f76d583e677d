"""Where q4's images come from: the drawn set, or a folder or zip of class folders such as CIFAR-10's."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from autograder.errors import GraderError
from seminar import ImageSet, SeminarError, load_folder, load_small

from .drawing import draw

DRAWN = "drawn"
DATA_FILES = ("train.npz", "validation.npz", "SHA256SUMS")  # of data_small, what students' code reads
DATA = Path(__file__).resolve().parents[2] / "data_small"


@dataclass(frozen=True)
class DataSource:
    """The training images of q4 and as many unseen ones as asked for.

    name: "drawn", or the path of a folder or zip with train/<class>/ and test/<class>/. train_images: how many images
    the run trains on; the drawn set has 2,000.
    """

    name: str
    train_images: int

    @cached_property
    def train(self) -> ImageSet:
        """The training images: data_small/train.npz, or a fixed random part of the folder's training images."""
        data = self._sets[0]
        return data if len(data) <= self.train_images else data.subset(self.train_images, seed=0)

    def fresh(self, count: int, seed: int) -> ImageSet:
        """Return `count` images that no student has: newly drawn, or a random part of the folder's test images."""
        if self.name == DRAWN:
            return image_set(*draw(count, seed))
        test = self._sets[1]
        if len(test) < count:
            raise GraderError(f"{self.name}: has {len(test)} test images, but [training] fresh_images asks for {count}")
        return test.subset(count, seed=seed % 2**63)

    def fingerprint(self) -> str:
        """Return the SHA-256 of the training images and labels: evidence belongs to one set of images."""
        digest = hashlib.sha256(self.train.images.numpy().tobytes())
        digest.update(self.train.labels.numpy().tobytes())
        return digest.hexdigest()

    @cached_property
    def _sets(self) -> tuple[ImageSet, ImageSet]:
        """All training and all held-back images; damaged files of data_small do not pass its checksums."""
        if self.name == DRAWN:
            for path in (DATA / name for name in DATA_FILES):
                if not path.is_file():
                    command = "python -m solutions.images.write"
                    raise GraderError(f"{path} is missing: restore it, or draw it with `{command}`")
        try:
            return load_small(DATA) if self.name == DRAWN else load_folder(self.name)
        except SeminarError as error:
            raise GraderError(str(error)) from None


def image_set(images: np.ndarray, labels: np.ndarray) -> ImageSet:
    """Return arrays uint8 [N, 32, 32, 3] and [N] as tensors uint8 [N, 3, 32, 32] and int64 [N]."""
    return ImageSet(
        torch.from_numpy(images).permute(0, 3, 1, 2).contiguous(), torch.from_numpy(labels.astype(np.int64))
    )


def read_images(path: Path) -> ImageSet:
    """Read an .npz with `images` and `labels`; raise GraderError when it is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return image_set(arrays["images"], arrays["labels"])
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise GraderError(f"{path}: is missing or not an .npz of images and labels ({error})") from None
