"""Where the images come from: the small set that ships, the whole of CIFAR-10, or pictures of your own.

Reading a folder or zip is in folders.py, the tensors themselves in images.py, random changes of them in augment.py.
"""

import hashlib
import http.client
import os
import socket
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch

from .errors import SeminarError
from .folders import load_folder
from .images import CIFAR_MEAN, CIFAR_STD, CLASSES, ImageSet, normalize
from .language import text

__all__ = [
    "CIFAR_MEAN",
    "CIFAR_STD",
    "CLASSES",
    "ImageSet",
    "load_cifar10",
    "load_folder",
    "load_small",
    "normalize",
]

# How long to wait for a server that does not answer, in seconds.
NETWORK_TIMEOUT = 20.0


def load_small(folder: str | Path | None = None) -> tuple[ImageSet, ImageSet]:
    """Return the small training and validation sets that come with the seminar.

    `folder` holds train.npz, validation.npz and SHA256SUMS. Without it, the first that is there of: the folder named
    in the environment variable COURSE_DATA, ./data_small, ../data_small.
    Raises SeminarError when a file is missing or damaged.
    """
    place = _find_small(folder)
    checksums = _read_checksums(place / "SHA256SUMS")
    return _read_npz(place / "train.npz", checksums), _read_npz(place / "validation.npz", checksums)


def load_cifar10(root: str | Path = "data", download: bool = True) -> tuple[ImageSet, ImageSet]:
    """Return the 50,000 training and 10,000 test images of CIFAR-10 from the folder `root`; download them if needed.

    Raises SeminarError when there is no network, or when the files are missing or damaged.
    Source: Krizhevsky, 2009, https://www.cs.toronto.edu/~kriz/cifar.html
    """
    # Imported here: it takes a second, and those who work with the small set do not need it.
    from torchvision.datasets import CIFAR10

    place = Path(root).resolve()
    try:
        with _network_timeout(NETWORK_TIMEOUT):
            train = CIFAR10(str(place), train=True, download=download)
            test = CIFAR10(str(place), train=False, download=False)
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
        raise SeminarError(text("errors.no_network", archive=CIFAR10.filename, root=place, error=error)) from error
    except RuntimeError as error:
        # torchvision found a wrong checksum, or no files at all.
        key = "errors.cifar_damaged" if (place / CIFAR10.filename).exists() else "errors.cifar_missing"
        raise SeminarError(text(key, archive=CIFAR10.filename, root=place)) from error
    except OSError as error:
        raise SeminarError(text("errors.cifar_unreadable", root=place, error=error)) from error

    sets = []
    for part in (train, test):
        images = torch.from_numpy(part.data).permute(0, 3, 1, 2).contiguous()  # [N, 32, 32, 3] -> [N, 3, 32, 32]
        sets.append(ImageSet(images, torch.tensor(part.targets), tuple(part.classes)))
    return sets[0], sets[1]


def _find_small(folder: str | Path | None) -> Path:
    """Return the folder of the small set: the one that was asked for, or the first that exists."""
    asked = folder or os.environ.get("COURSE_DATA")
    candidates = [Path(asked)] if asked else [Path("data_small"), Path("..") / "data_small"]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    looked = ", ".join(str(candidate.resolve()) for candidate in candidates)
    raise SeminarError(text("errors.no_folder", looked=looked))


def _read_checksums(path: Path) -> dict[str, str]:
    """Return the checksum of each file name in a list written by sha256sum: lines "<hex>  <name>"."""
    if not path.is_file():
        raise SeminarError(text("errors.no_file", path=path.resolve()))
    checksums = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        checksum, _, name = line.partition(" ")
        checksums[name.strip().removeprefix("*")] = checksum
    return checksums


def _read_npz(path: Path, checksums: dict[str, str]) -> ImageSet:
    """Return the images and labels of one .npz file, after comparing its checksum."""
    if not path.is_file():
        raise SeminarError(text("errors.no_file", path=path.resolve()))
    if hashlib.sha256(path.read_bytes()).hexdigest() != checksums.get(path.name):
        raise SeminarError(text("errors.checksum", path=path.resolve()))
    try:
        with np.load(path, allow_pickle=False) as arrays:
            pixels, labels = arrays["images"], arrays["labels"]
        images = torch.from_numpy(pixels).permute(0, 3, 1, 2).contiguous()  # [N, 32, 32, 3] -> [N, 3, 32, 32]
    # numpy says in many ways that a file is no npz of ours, and none of them tells a reader what to do.
    except Exception as error:
        raise SeminarError(text("errors.not_npz", path=path.resolve())) from error
    return ImageSet(images, torch.from_numpy(labels.astype(np.int64)))


@contextmanager
def _network_timeout(seconds: float) -> Iterator[None]:
    """Give up on a silent server after `seconds`; torchvision itself would wait for ever."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(seconds)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
