"""Hostile notebooks and zips can be written, and are described; the slow and dangerous ones are written when used."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.hostile.containers import containers
from tests.hostile.writing import FULL, Container, notebook, write_zip

SLOW = {"zip_many_entries", "notebook_large_outputs", "notebook_many_cells", "notebook_widgets"}
LIGHT = [container for container in containers() if container.plain and container.name not in SLOW]


@pytest.mark.parametrize("container", LIGHT, ids=lambda container: container.name)
def test_writes_one_file(container: Container, tmp_path: Path) -> None:
    """A container is exactly one file of a kind that the grader takes."""
    path = container.write(tmp_path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.suffix in (".ipynb", ".py", ".zip")


def test_every_container_is_described() -> None:
    """Names and attacks are not told twice, and no marks are out of range."""
    assert len({container.name for container in containers()}) == len(containers())
    assert len({container.tries for container in containers()}) == len(containers())
    assert all(container.tries.endswith(".") for container in containers())
    assert all(container.deserves[question] <= FULL[question] for container in containers() for question in FULL)


def test_kinds_are_selected() -> None:
    """Both kinds have many."""
    assert len(containers("notebook")) >= 20
    assert len(containers("notebook")) + len(containers("zip")) == len(containers())


def test_honest_content_survives(tmp_path: Path) -> None:
    """What lies in a zip is the same notebook that stands alone."""
    with zipfile.ZipFile(write_zip(tmp_path, [("other", "x")])) as archive:
        assert json.loads(archive.read("submission.ipynb")) == notebook()
