"""A real JupyterLab that serves a folder from a given Python, without a network, and that leaves no process behind."""

import json
import os
import secrets
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import psutil

SECONDS_TO_START, SECONDS_TO_END = 180, 20

# Settings of the user, by plugin. Cells outside the window are drawn too, or a page could not be searched for them;
# and nothing is fetched from the internet.
SETTINGS: dict[str, dict[str, object]] = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none", "recordTiming": True},
    "@jupyterlab/apputils-extension/notification": {"checkForUpdates": False, "fetchNews": "false"},
}


class LabError(Exception):
    """JupyterLab did not start; the message ends with what it said."""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    url: str
    token: str

    def address(self, path: str) -> str:
        """Return the address under which a file of the served folder opens."""
        return f"{self.url}lab/tree/{path}?token={self.token}"


@contextmanager
def jupyterlab(folder: Path, python: Path, environment: Mapping[str, str] | None = None) -> Iterator[Lab]:
    """Serve `folder` with the JupyterLab and the kernels of `python` until the block ends.

    environment: variables that the server and its kernels get in addition. Nobody's own settings are read or written.
    Raises LabError when JupyterLab does not answer in SECONDS_TO_START.
    """
    token = secrets.token_urlsafe(16)
    with tempfile.TemporaryDirectory(prefix="jupyterlab-") as temporary:
        home = Path(temporary)
        log = home / "log"
        command = [str(python), "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={folder}"]
        command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={_free_port()}", "--ServerApp.allow_root=True"]
        command += [f"--IdentityProvider.token={token}", "--LabApp.extension_manager=readonly"]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=_environment(home, environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            yield Lab(_wait(process, home / "runtime", token, log), token)
        finally:
            _end(process)


def _free_port() -> int:
    """Return a port that is free now; JupyterLab tries the next ones if it is taken meanwhile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of the server: all folders that Jupyter and IPython write to lie in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "SEMINAR"))}
    kept.pop("MPLBACKEND", None)
    for plugin, settings in SETTINGS.items():
        path = home / "settings" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")
    return {
        **kept,
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        **more,
    }


def _wait(process: subprocess.Popen[bytes], runtime: Path, token: str, log: Path) -> str:
    """Wait until the server answers; return its address, which it writes into a file of `runtime`."""
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        for path in runtime.glob("jpserver-*.json"):
            try:
                url = json.loads(path.read_text(encoding="utf-8"))["url"]
                with urllib.request.urlopen(f"{url}api/status?token={token}", timeout=10):
                    return url
            except (URLError, OSError, ValueError):  # not listening yet, or the file is half written
                pass
        time.sleep(0.2)
    raise LabError(f"JupyterLab does not answer. It said:\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the server, which ends its kernels, and then whatever is left of them."""
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _, alive = psutil.wait_procs(family, timeout=2)
    for member in alive:
        member.kill()
    psutil.wait_procs(alive)
