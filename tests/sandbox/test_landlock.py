"""Which files the Landlock layer opens: the libraries, without what the grader keeps among them."""

from pathlib import Path

from autograder.sandbox.landlock import library_folders, parts


def test_hidden_folder_is_left_out_of_the_libraries(tmp_path: Path) -> None:
    """An installed grader lies beside torch: its names can be listed, which imports need, and its files not read."""
    packages = tmp_path / "lib" / "site-packages"
    for name in ("torch/nn", "autograder/checks", "numpy"):
        (packages / name).mkdir(parents=True)
    (packages / "six.py").touch()
    opened = dict(parts((tmp_path / "lib",), (packages / "autograder",)))
    assert opened == {
        tmp_path / "lib": False,
        packages: False,
        packages / "torch": True,
        packages / "numpy": True,
        packages / "six.py": True,
    }


def test_path_inside_a_hidden_folder_is_not_opened(tmp_path: Path) -> None:
    """Also when it is asked for by its own name."""
    (tmp_path / "build" / "data").mkdir(parents=True)
    assert dict(parts((tmp_path / "build" / "data",), (tmp_path / "build",))) == {}


def test_libraries_are_folders_of_this_interpreter() -> None:
    """Neither the root of the system nor the place of this repository is among them."""
    folders = library_folders()
    assert Path("/") not in folders
    assert not any(Path(__file__).is_relative_to(folder) for folder in folders)
