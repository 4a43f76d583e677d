"""Loading of the small set, and what every ImageSet can do."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
import torch

from seminar import CIFAR_MEAN, CIFAR_STD, CLASSES, ImageSet, SeminarError, load_small, normalize

SHIPPED = Path(__file__).parents[2] / "data_small"


def _sign(folder: Path) -> None:
    """Write SHA256SUMS for the .npz files of a folder, as sha256sum does."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.glob("*.npz"))]
    (folder / "SHA256SUMS").write_text("".join(lines))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Make a folder like data_small with 20 training and 10 validation images."""
    folder = tmp_path / "data_small"
    folder.mkdir()
    generator = np.random.default_rng(0)
    for name, count in (("train", 20), ("validation", 10)):
        images = generator.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8)
        np.savez_compressed(folder / f"{name}.npz", images=images, labels=np.arange(count, dtype=np.uint8) % 10)
    _sign(folder)
    return folder


def test_small_set_becomes_tensors(small: Path) -> None:
    train, validation = load_small(small)
    assert (len(train), len(validation)) == (20, 10)
    assert train.images.shape == (20, 3, 32, 32)
    assert (train.images.dtype, train.labels.dtype) == (torch.uint8, torch.int64)
    assert train.classes == CLASSES
    pixels = np.load(small / "train.npz")["images"]
    assert train.images[3, 2, 5, 7] == pixels[3, 5, 7, 2], "channel 2 of image 3, row 5, column 7"


@pytest.mark.parametrize("start", [".", "notebooks"], ids=["next to the notebook", "one folder up"])
def test_small_set_is_found_without_being_named(small: Path, start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_DATA", raising=False)
    (small.parent / "notebooks").mkdir()
    monkeypatch.chdir(small.parent / start)
    assert len(load_small()[0]) == 20


def test_small_set_is_found_through_the_environment(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    monkeypatch.setenv("COURSE_DATA", str(small))
    assert len(load_small()[0]) == 20


def test_missing_folder_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_DATA", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    with pytest.raises(SeminarError) as caught:
        load_small()
    message = str(caught.value)
    assert str(tmp_path / "work" / "data_small") in message, message
    assert str(tmp_path / "data_small") in message, message
    assert "\n" not in message, message


@pytest.mark.parametrize("name", ["train.npz", "validation.npz", "SHA256SUMS"])
def test_missing_file_is_named(small: Path, name: str) -> None:
    (small / name).unlink()
    with pytest.raises(SeminarError, match=name):
        load_small(small)


def test_one_flipped_bit_is_noticed(small: Path) -> None:
    path = small / "validation.npz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(SeminarError, match=r"validation\.npz is damaged"):
        load_small(small)


@pytest.mark.parametrize("content", [b"", b"not an npz", b"PK\x03\x04 half a zip"], ids=["empty", "text", "half"])
def test_signed_file_that_is_no_npz_is_named(small: Path, content: bytes) -> None:
    (small / "train.npz").write_bytes(content)
    _sign(small)
    with pytest.raises(SeminarError, match=r"train\.npz is not an \.npz"):
        load_small(small)


def test_npz_with_other_arrays_is_named(small: Path) -> None:
    np.savez(small / "train.npz", pictures=np.zeros(3))
    _sign(small)
    with pytest.raises(SeminarError, match=r"train\.npz is not an \.npz"):
        load_small(small)


def test_shipped_set_is_balanced() -> None:
    train, validation = load_small(SHIPPED)
    assert torch.bincount(train.labels).tolist() == [200] * 10
    assert torch.bincount(validation.labels).tolist() == [50] * 10


def test_normalisation_is_the_seminars(images: torch.Tensor) -> None:
    result = normalize(images)
    for channel in range(3):
        expected = (images[:, channel].double() / 255 - CIFAR_MEAN[channel]) / CIFAR_STD[channel]
        error = (result[:, channel] - expected).abs().max()
        assert error < 1e-5, f"channel {channel}: off by {error:.1e}"
    assert result.dtype == torch.float32


def test_subset_is_repeatable_and_has_no_repetition(images: torch.Tensor) -> None:
    data = ImageSet(images, torch.arange(len(images)))
    first, again, other = data.subset(12, seed=1), data.subset(12, seed=1), data.subset(12, seed=2)
    assert first.labels.tolist() == again.labels.tolist()
    assert first.labels.tolist() != other.labels.tolist()
    assert len(set(first.labels.tolist())) == 12
    assert torch.equal(first.images, images[first.labels]), "images and labels went apart"
