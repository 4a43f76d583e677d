"""A build from missing or damaged data files ends with one line that says which file and what to do."""

import shutil
from pathlib import Path

import pytest

import autograder.build.package as package
import solutions.images.source as source
from autograder.build.package import write_build_folder
from autograder.errors import GraderError
from solutions.images.source import DataSource
from tests.course import DATA, GRADING


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of data_small that the build takes for the real one."""
    copy = Path(shutil.copytree(DATA, tmp_path / "data_small"))
    monkeypatch.setattr(package, "DATA", copy)
    monkeypatch.setattr(source, "DATA", copy)
    return copy


def test_missing_file_is_named(data: Path, tmp_path: Path) -> None:
    """Without train.npz nothing is built, and the command that draws it is named."""
    (data / "train.npz").unlink()
    with pytest.raises(GraderError, match=r"train\.npz is missing: restore it, or draw it with"):
        write_build_folder(tmp_path / "build", "secret", GRADING)


def test_damaged_file_is_named(data: Path, tmp_path: Path) -> None:
    """One changed byte in train.npz does not pass SHA256SUMS."""
    content = bytearray((data / "train.npz").read_bytes())
    content[len(content) // 2] ^= 1
    (data / "train.npz").write_bytes(content)
    with pytest.raises(GraderError, match=r"train\.npz is damaged: its checksum differs"):
        write_build_folder(tmp_path / "build", "secret", GRADING)


def test_too_few_images_in_a_folder_is_one_line(tmp_path: Path) -> None:
    """A folder of pictures that cannot give the fresh images asked for says how many it has."""
    from PIL import Image

    for part in ("train", "test"):
        for name in ("cat", "dog"):
            folder = tmp_path / "pictures" / part / name
            folder.mkdir(parents=True)
            for number in range(3):
                Image.new("RGB", (32, 32), (number * 40, 90, 10)).save(folder / f"{number}.png")
    with pytest.raises(GraderError, match=r"has 6 test images, but \[training\] fresh_images asks for 1000"):
        DataSource(str(tmp_path / "pictures"), 2000).fresh(1000, 1)
