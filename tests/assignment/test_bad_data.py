"""A build from missing or damaged data files ends with one line that says which file and what to do."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import solutions.images.source as source
from autograder.build.package import write_build_folder
from autograder.course import Course
from autograder.errors import GraderError
from solutions.images.source import DataSource
from tests.course import SEMINAR


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of data_small that q4 takes for the real one."""
    assert SEMINAR.data_folder is not None
    copy = Path(shutil.copytree(SEMINAR.data_folder, tmp_path / "data_small"))
    monkeypatch.setattr(source, "DATA", copy)
    return copy


def with_data(folder: Path) -> Course:
    """Return the course with its data in another place."""
    return replace(SEMINAR, file=SEMINAR.file.model_copy(update={"data": str(folder)}))


def test_missing_file_is_named(data: Path, tmp_path: Path) -> None:
    """Without train.npz nothing is built, and the command that draws it is named."""
    (data / "train.npz").unlink()
    with pytest.raises(GraderError, match=r"train\.npz is missing: restore it, or draw it with"):
        write_build_folder(tmp_path / "build", "secret", with_data(data))


def test_damaged_file_is_named(data: Path, tmp_path: Path) -> None:
    """One changed byte in train.npz does not pass SHA256SUMS."""
    content = bytearray((data / "train.npz").read_bytes())
    content[len(content) // 2] ^= 1
    (data / "train.npz").write_bytes(content)
    with pytest.raises(GraderError, match=r"train\.npz is damaged: its checksum differs"):
        write_build_folder(tmp_path / "build", "secret", with_data(data))


def test_missing_folder_is_named(tmp_path: Path) -> None:
    """Of data that course.toml names and that is not there."""
    with pytest.raises(GraderError, match=r"gone is missing: restore it, or name another in course\.toml"):
        write_build_folder(tmp_path / "build", "secret", with_data(tmp_path / "gone"))


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
