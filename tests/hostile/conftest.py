"""Attacks are watched for what they leave on the machine, and some need its folders closed: they run alone."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
# What is seen of attacks without running one is tested beside all the rest.
HARMLESS = (HERE / "test_cases.py", HERE / "test_containers.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the other tests of this folder."""
    for item in items:
        if HERE in item.path.parents and item.path not in HARMLESS:
            item.add_marker(pytest.mark.alone)
