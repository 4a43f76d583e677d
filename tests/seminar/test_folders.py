"""Pictures of your own: folders and zips of class folders, and what is wrong with some of them."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from seminar import SeminarError, load_folder

COLOURS = {"apple": (200, 0, 0), "pear": (0, 200, 0)}


def _write_class(folder: Path, colour: tuple[int, int, int], count: int, side: int = 32) -> None:
    """Write `count` pictures of one colour; their blue channel is their number."""
    folder.mkdir(parents=True)
    for number in range(count):
        picture = np.full((side, side, 3), (*colour[:2], number), dtype=np.uint8)
        Image.fromarray(picture).save(folder / f"{number}.png")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make train/ with 6 and test/ with 2 pictures of each class, and two files that are no pictures."""
    root = tmp_path / "fruit"
    for name, colour in COLOURS.items():
        _write_class(root / "train" / name, colour, 6)
        _write_class(root / "test" / name, colour, 2)
    (root / "README.txt").write_text("fruit")
    (root / "train" / "apple" / ".DS_Store").write_text("hidden")
    return root


def _same(path: Path) -> Path:
    return path


def _zip(path: Path) -> Path:
    return Path(shutil.make_archive(str(path), "zip", path))


def _zip_with_outer_folder(path: Path) -> Path:
    return Path(shutil.make_archive(f"{path}_outer", "zip", path.parent, path.name))


@pytest.mark.parametrize("pack", [_same, _zip, _zip_with_outer_folder], ids=["folder", "zip", "zip with outer folder"])
def test_class_folders_become_sets(folder: Path, pack: Callable[[Path], Path]) -> None:
    train, test = load_folder(pack(folder))
    assert (len(train), len(test)) == (12, 4)
    assert train.classes == test.classes == ("apple", "pear")
    assert train.images.shape == (12, 3, 32, 32)
    is_pear = train.images[:, 1, 0, 0] == 200
    assert torch.equal(train.labels, is_pear.long()), "labels do not belong to their images"


def test_images_are_shuffled_the_same_way_each_time(folder: Path) -> None:
    first, again = load_folder(folder)[0], load_folder(folder)[0]
    assert first.labels.tolist() != sorted(first.labels.tolist())
    assert torch.equal(first.images, again.images)


def test_validation_may_stand_for_test(folder: Path) -> None:
    (folder / "test").rename(folder / "validation")
    assert len(load_folder(folder)[1]) == 4


@pytest.mark.parametrize("pack", [_same, _zip, _zip_with_outer_folder], ids=["folder", "zip", "zip with outer folder"])
def test_bare_class_folders_are_split(folder: Path, pack: Callable[[Path], Path]) -> None:
    shutil.rmtree(folder / "test")
    for name in COLOURS:
        (folder / "train" / name).rename(folder / name)
    (folder / "train").rmdir()
    train, test = load_folder(pack(folder))
    assert (len(train), len(test)) == (10, 2)
    seen = {tuple(image[:, 0, 0].tolist()) for image in torch.cat([train.images, test.images])}
    assert len(seen) == 12, "an image is in both parts, or in none"


def test_other_sizes_and_grey_become_rgb_32(folder: Path) -> None:
    Image.new("L", (50, 40), 77).save(folder / "train" / "apple" / "grey.png")
    train, _ = load_folder(folder)
    grey = [image for image in train.images if image.float().std() == 0]
    assert len(grey) == 1, f"{len(grey)} grey images"
    assert grey[0].unique().tolist() == [77]


@pytest.mark.parametrize("pack", [_same, _zip], ids=["folder", "zip"])
def test_empty_class_is_named(folder: Path, pack: Callable[[Path], Path]) -> None:
    (folder / "train" / "plum").mkdir()
    with pytest.raises(SeminarError, match="train/plum"):
        load_folder(pack(folder))


@pytest.mark.parametrize("pack", [_same, _zip], ids=["folder", "zip"])
def test_unreadable_image_is_named(folder: Path, pack: Callable[[Path], Path]) -> None:
    whole = (folder / "test" / "pear" / "1.png").read_bytes()
    (folder / "test" / "pear" / "1.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SeminarError, match=r"test/pear/1\.png"):
        load_folder(pack(folder))


def test_missing_part_is_named(folder: Path) -> None:
    shutil.rmtree(folder / "test")
    with pytest.raises(SeminarError, match="test/<class>/"):
        load_folder(folder)


def test_class_that_is_only_in_the_test_part_is_named(folder: Path) -> None:
    _write_class(folder / "test" / "plum", (0, 0, 200), 1)
    with pytest.raises(SeminarError, match="plum"):
        load_folder(folder)


def test_class_with_one_image_cannot_be_split(tmp_path: Path) -> None:
    _write_class(tmp_path / "apple", (200, 0, 0), 1)
    _write_class(tmp_path / "pear", (0, 200, 0), 5)
    with pytest.raises(SeminarError, match="apple"):
        load_folder(tmp_path)


@pytest.mark.parametrize("content", [None, b"no zip"], ids=["missing", "not a zip"])
def test_bad_path_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "fruit.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SeminarError, match=r"fruit\.zip"):
        load_folder(path)


def test_empty_zip_has_no_classes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    with pytest.raises(SeminarError, match="no class folders"):
        load_folder(tmp_path / "empty.zip")
