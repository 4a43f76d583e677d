"""What all other files work with: a set of images as tensors, its classes, and the seminar's normalisation."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")

# Mean and standard deviation of the red, green and blue of CIFAR-10's training images, on the scale 0 to 1.
CIFAR_MEAN = (0.4914, 0.4822, 0.4465)
CIFAR_STD = (0.247, 0.243, 0.261)


@dataclass(frozen=True, eq=False)
class ImageSet:
    """Images uint8 [N, 3, H, W] (0 to 255, RGB) with labels int64 [N]: positions in `classes`."""

    images: Tensor
    labels: Tensor
    classes: tuple[str, ...] = CLASSES

    def __len__(self) -> int:
        return len(self.images)

    def __repr__(self) -> str:
        shape = list(self.images.shape)
        return f"ImageSet(images={shape}, classes={len(self.classes)}, device={self.images.device})"

    def to(self, device: torch.device | str) -> "ImageSet":
        """Return the same set with its tensors on `device`."""
        return replace(self, images=self.images.to(device), labels=self.labels.to(device))

    def subset(self, count: int, seed: int = 0) -> "ImageSet":
        """Return `count` images drawn at random without repetition; the same ones for the same seed."""
        chosen = torch.randperm(len(self), generator=torch.Generator().manual_seed(seed))[:count]
        chosen = chosen.to(self.images.device)
        return replace(self, images=self.images[chosen], labels=self.labels[chosen])


def normalize(images: Tensor) -> Tensor:
    """Turn images uint8 [N, 3, H, W] into float32 with mean about 0 and deviation about 1 in each colour."""
    mean = torch.tensor(CIFAR_MEAN, device=images.device).view(1, 3, 1, 1)
    std = torch.tensor(CIFAR_STD, device=images.device).view(1, 3, 1, 1)
    return (images / 255).sub_(mean).div_(std)
