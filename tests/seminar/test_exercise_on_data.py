"""The exercises on loaders and augmentation: right answers in several hands pass, each known mistake is named."""

import random
from collections.abc import Callable
from typing import Any, cast

import pytest
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms
from torchvision.transforms import v2

from seminar import CIFAR_MEAN, CIFAR_STD, ImageSet, check_augmentation, check_loaders
from seminar.exercises.augmentation import augmentation_mistake
from seminar.exercises.loaders import loaders_mistake

NORMALIZE = transforms.Normalize(CIFAR_MEAN, CIFAR_STD)
STANDARD = (transforms.ToTensor(), NORMALIZE)
JITTER = transforms.ColorJitter(hue=0.05, saturation=0.05)
FLIP, ROTATION = transforms.RandomHorizontalFlip(), transforms.RandomRotation(20)


class Pictures(Dataset):
    """The notebook's `Drawings`."""

    def __init__(self, images: ImageSet, transform: Callable[[Image.Image], Any]) -> None:
        self.images = images
        self.transform = transform

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: int) -> tuple[Any, int]:
        picture = transforms.ToPILImage()(self.images.images[index])
        return self.transform(picture), int(self.images.labels[index])


def images(count: int) -> ImageSet:
    generator = torch.Generator().manual_seed(count)
    pixels = torch.randint(256, (count, 3, 32, 32), generator=generator, dtype=torch.uint8)
    return ImageSet(pixels, torch.randint(10, (count,), generator=generator))


TRAIN, VALIDATION = images(100), images(70)


def loaders(
    *steps: Any, train: ImageSet = TRAIN, validation: ImageSet = VALIDATION, **changed: dict[str, Any]
) -> tuple[DataLoader, DataLoader]:
    """Return both loaders with transforms of `steps`, and with some arguments changed."""
    transform = transforms.Compose(list(steps or STANDARD))
    usual: dict[str, dict[str, Any]] = {
        "train": {"batch_size": 32, "shuffle": True},
        "validation": {"batch_size": 32, "shuffle": False},
    }
    one, other = (usual[name] | changed.get(f"of_{name}", {}) for name in usual)
    return DataLoader(Pictures(train, transform), **one), DataLoader(Pictures(validation, transform), **other)


RIGHT_LOADERS = {
    "as shown": loaders(),
    "the last training batch dropped": loaders(of_train={"drop_last": True}),
    "a worker": loaders(of_train={"num_workers": 1}),
    "the second version of transforms": loaders(v2.ToImage(), v2.ToDtype(torch.float32, scale=True), NORMALIZE),
    "means as a list": loaders(transforms.ToTensor(), transforms.Normalize(list(CIFAR_MEAN), list(CIFAR_STD))),
    "large validation batches": loaders(of_validation={"batch_size": 64}),
    "all of validation at once": loaders(of_validation={"batch_size": 1000}),
    "constants with more digits": loaders(
        transforms.ToTensor(), transforms.Normalize((0.49140, 0.48216, 0.44653), (0.2470, 0.2435, 0.2616))
    ),
    "a sampler": loaders(
        of_train={"shuffle": None, "sampler": torch.utils.data.RandomSampler(range(len(TRAIN)))},
    ),
}
WRONG_LOADERS = {
    "nothing": ((..., ...), "no train_loader"),
    "one only": ((loaders()[0], ...), "no validation_loader"),
    "an empty transform": (loaders(...), "not complete"),
    "a dataset": ((loaders()[0].dataset, loaders()[1]), "DataLoader is wanted"),
    "sets mixed up": (loaders()[::-1], "Is it the right set"),
    "training images twice": ((loaders()[0], loaders(validation=TRAIN)[1]), "Is it the right set"),
    "no tensor": (loaders(transforms.RandomHorizontalFlip(0)), "What to_input gives is Image"),
    "not normalised": (loaders(transforms.ToTensor()), "not normalised"),
    "normalised first": (loaders(*STANDARD[::-1]), "did not get as far"),
    "other constants": (loaders(transforms.ToTensor(), transforms.Normalize((0.5,) * 3, (0.5,) * 3)), "CIFAR_MEAN"),
    "constants mixed up": (loaders(transforms.ToTensor(), transforms.Normalize(CIFAR_STD, CIFAR_MEAN)), "CIFAR_MEAN"),
    "normalised twice": (loaders(*STANDARD, NORMALIZE), "CIFAR_MEAN"),
    "a gap left": (loaders(*STANDARD, ...), "in place of ..."),
    "a class": (loaders(transforms.ToTensor, NORMALIZE), "ToTensor(...)"),
    "the library's set": ((DataLoader(cast(Any, TRAIN), 32, shuffle=True), loaders()[1]), "give it train_set"),
    "flat": (loaders(*STANDARD, torch.flatten), "shape (3072,)"),
    "channels last": (loaders(*STANDARD, lambda image: image.permute(1, 2, 0)), "channels first"),
    "double precision": (loaders(*STANDARD, torch.Tensor.double), "torch.float64"),
    "mirrored": (loaders(FLIP, *STANDARD), "transform too many"),
    "deviations that are too small": (
        loaders(transforms.ToTensor(), transforms.Normalize(CIFAR_MEAN, (0.2023, 0.1994, 0.2010))),
        "CIFAR_MEAN",
    ),
    "exit": (loaders(lambda picture: exit()), "SystemExit"),
    "batches of 64": (loaders(of_train={"batch_size": 64}), "a batch has 64"),
    "batches of one": (loaders(of_validation={"batch_size": 1}), "a batch has 1"),
    "not shuffled": (loaders(of_train={"shuffle": False}), "same order"),
    "validation shuffled": (loaders(of_validation={"shuffle": True}), "no need"),
    "validation dropped": (loaders(of_validation={"drop_last": True}), "throws away"),
}


@pytest.mark.parametrize("name", RIGHT_LOADERS)
def test_right_loaders_pass(name: str) -> None:
    """The chance that a shuffled loader begins three times with the same batch is below 1e-60."""
    assert loaders_mistake(*RIGHT_LOADERS[name], TRAIN, VALIDATION) is None


@pytest.mark.parametrize("name", WRONG_LOADERS)
def test_mistake_in_the_loaders_is_named(name: str) -> None:
    given, words = WRONG_LOADERS[name]
    assert words in str(loaders_mistake(*given, TRAIN, VALIDATION))


def test_images_of_a_set_with_other_labels_are_told() -> None:
    other = ImageSet(TRAIN.images, (TRAIN.labels + 1) % 10)
    assert "other labels" in str(loaders_mistake(*loaders(train=other), TRAIN, VALIDATION))


V2 = v2.Compose(
    [
        v2.ToImage(),
        v2.ColorJitter(hue=0.05, saturation=0.05),
        v2.RandomHorizontalFlip(0.5),
        v2.RandomRotation(20),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(CIFAR_MEAN, CIFAR_STD),
    ]
)
RIGHT_AUGMENTATION = {
    "as shown": (JITTER, FLIP, ROTATION, *STANDARD),
    "rotation first": (ROTATION, JITTER, FLIP, *STANDARD),
    "on tensors": (transforms.ToTensor(), JITTER, FLIP, ROTATION, NORMALIZE),
    "rotation smoothed": (
        JITTER,
        FLIP,
        transforms.RandomRotation(20, interpolation=transforms.InterpolationMode.BILINEAR),
        *STANDARD,
    ),
    "rotation of what is normalised": (JITTER, FLIP, *STANDARD, ROTATION),
    "both angles": (JITTER, FLIP, transforms.RandomRotation((-20, 20)), *STANDARD),
    "two jitters": (
        transforms.ColorJitter(hue=0.05),
        transforms.ColorJitter(saturation=0.05),
        FLIP,
        ROTATION,
        *STANDARD,
    ),
    "the second version": V2.transforms,
}
WRONG_AUGMENTATION: dict[str, tuple[tuple[Any, ...], str]] = {
    "empty": ((), "Still a stub"),
    "a gap": ((...,), "Still a stub"),
    "no tensor": ((JITTER, FLIP, ROTATION), "two transforms of to_input"),
    "not normalised": ((JITTER, FLIP, ROTATION, transforms.ToTensor()), "not normalised"),
    "normalised before": ((*STANDARD, JITTER, FLIP, ROTATION), "is it the last"),
    "a picture normalised": ((NORMALIZE, JITTER, FLIP, ROTATION), "did not get through"),
    "a list": (([JITTER, FLIP, ROTATION], *STANDARD), "did not get through"),
    "a gap left": ((JITTER, FLIP, ROTATION, ..., *STANDARD), "in place of ..."),
    "a gap further in": ((JITTER, FLIP, ROTATION, transforms.Compose([...])), "in place of ..."),
    "a class": ((JITTER, transforms.RandomHorizontalFlip, ROTATION, *STANDARD), "RandomHorizontalFlip(...)"),
    "both mirrors": ((JITTER, FLIP, transforms.RandomVerticalFlip(), ROTATION, *STANDARD), "upside down"),
    "other constants": (
        (JITTER, FLIP, ROTATION, transforms.ToTensor(), transforms.Normalize((0.5,) * 3, (0.5,) * 3)),
        "grey ground",
    ),
    "brightness too": (
        (transforms.ColorJitter(brightness=0.3, hue=0.05, saturation=0.05), FLIP, ROTATION, *STANDARD),
        "grey ground",
    ),
    "no flip": ((JITTER, ROTATION, *STANDARD), "Not one of the trial images was mirrored"),
    "upside down": ((JITTER, transforms.RandomVerticalFlip(), ROTATION, *STANDARD), "upside down"),
    "always flipped": ((JITTER, transforms.RandomHorizontalFlip(1.0), ROTATION, *STANDARD), "100 %"),
    "seldom flipped": ((JITTER, transforms.RandomHorizontalFlip(0.1), ROTATION, *STANDARD), "about half"),
    "no rotation": ((JITTER, FLIP, *STANDARD), "rotated"),
    "far": ((JITTER, FLIP, transforms.RandomRotation(90), *STANDARD), "20° is wanted"),
    "any angle": ((JITTER, FLIP, transforms.RandomRotation(180), *STANDARD), "20° is wanted"),
    "near": ((JITTER, FLIP, transforms.RandomRotation(10), *STANDARD), "at most"),
    "one way": ((JITTER, FLIP, transforms.RandomRotation((0, 20)), *STANDARD), "one direction"),
    "shifted": ((JITTER, FLIP, transforms.RandomAffine(20, translate=(0.2, 0.2)), *STANDARD), "shifted"),
    "expanded": ((JITTER, FLIP, transforms.RandomRotation(20, expand=True), *STANDARD), "size of the image"),
    "no colour": ((FLIP, ROTATION, *STANDARD), "colour does not change"),
    "no hue": ((transforms.ColorJitter(saturation=0.05), FLIP, ROTATION, *STANDARD), "hue does not"),
    "no saturation": ((transforms.ColorJitter(hue=0.05), FLIP, ROTATION, *STANDARD), "saturation does not"),
    "all hues": ((transforms.ColorJitter(hue=0.5, saturation=0.05), FLIP, ROTATION, *STANDARD), "hue does not"),
    "strong saturation": ((transforms.ColorJitter(hue=0.05, saturation=0.3), FLIP, ROTATION, *STANDARD), "saturation"),
    "grey": ((JITTER, transforms.Grayscale(3), FLIP, ROTATION, *STANDARD), "too strong"),
}


@pytest.mark.parametrize("name", RIGHT_AUGMENTATION)
def test_right_augmentation_passes(name: str) -> None:
    """Drawn with a fixed seed; with another one it would fail with probability below 1e-10."""
    assert augmentation_mistake(transforms.Compose(list(RIGHT_AUGMENTATION[name]))) is None


@pytest.mark.parametrize("name", WRONG_AUGMENTATION)
def test_mistake_in_the_augmentation_is_named(name: str) -> None:
    steps, words = WRONG_AUGMENTATION[name]
    assert words in str(augmentation_mistake(transforms.Compose(list(steps))))


@pytest.mark.filterwarnings("ignore:Got pickle error")
def test_workers_that_cannot_start_are_told() -> None:
    """Where workers are started anew they lack what only the notebook knows, as a lambda or a class of its own."""
    pair = loaders(*STANDARD, lambda image: image, of_train={"num_workers": 1, "multiprocessing_context": "spawn"})
    assert "Try num_workers=0" in str(loaders_mistake(*pair, TRAIN, VALIDATION))


def test_a_list_is_no_augmentation() -> None:
    assert "transforms.Compose([...])" in str(augmentation_mistake(cast(Any, [JITTER, FLIP, *STANDARD])))


def test_exit_in_an_augmentation_is_told() -> None:
    assert "SystemExit" in str(augmentation_mistake(lambda picture: exit()))


def test_random_numbers_of_python_stay_too() -> None:
    def augmented(picture: Image.Image) -> Any:
        random.random()
        return V2(picture)

    random.seed(1)
    expected = random.random()
    random.seed(1)
    assert augmentation_mistake(augmented) is None
    assert random.random() == expected


def test_a_function_is_an_augmentation_too() -> None:
    assert augmentation_mistake(V2) is None
    assert augmentation_mistake(lambda picture: V2(picture)) is None


def test_both_checks_leave_the_random_numbers_alone(capsys: pytest.CaptureFixture[str]) -> None:
    torch.manual_seed(3)
    expected = torch.rand(3)
    torch.manual_seed(3)
    assert check_loaders(*loaders(), TRAIN, VALIDATION)
    assert check_augmentation(transforms.Compose([JITTER, FLIP, ROTATION, *STANDARD]))
    assert torch.equal(torch.rand(3), expected)
    said = capsys.readouterr().out
    assert "The loaders are right" in said
    assert "The augmentation is right" in said
