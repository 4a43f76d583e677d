"""The JupyterLab of the tests: it says why it does not start, and it leaves no process behind."""

import json
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

from tests.browser.jupyterlab import LabError, jupyterlab


def start_and_fail(folder: Path, started: list[psutil.Process]) -> None:
    """Start a JupyterLab and a kernel, put their processes into `started`, and stumble."""
    before = set(psutil.Process().children(recursive=True))
    with jupyterlab(folder, Path(sys.executable)) as lab:
        address, kernel = f"{lab.url}api/kernels?token={lab.token}", json.dumps({"name": "python3"}).encode()
        with urllib.request.urlopen(urllib.request.Request(address, kernel, method="POST")):
            started += set(psutil.Process().children(recursive=True)) - before
        raise KeyError


@pytest.mark.slow
def test_no_process_is_left(tmp_path: Path) -> None:
    """Server and kernels are gone when the block ends, also when it ends in an error."""
    started: list[psutil.Process] = []
    with pytest.raises(KeyError):
        start_and_fail(tmp_path, started)
    assert len(started) >= 2, "a server and a kernel"
    assert [process for process in started if process.is_running()] == []


def test_python_without_jupyterlab_is_an_error(tmp_path: Path) -> None:
    """The message has what the process said."""
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho No module named jupyterlab\nexit 1\n", encoding="utf-8")
    python.chmod(0o700)
    with pytest.raises(LabError, match="No module named jupyterlab"), jupyterlab(tmp_path, python):
        pytest.fail("the block must not run")
