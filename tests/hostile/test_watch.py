"""The watch sees what it is for: each test does a little harm on purpose."""

import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.hostile.cases import LISTENER_NAME, LISTENER_PATH, LISTENER_PORT
from tests.hostile.watch import Watch, leaks

SECRET = "0123456789abcdef" * 4


def test_nothing_happened(tmp_path: Path) -> None:
    """An empty block has no violations, and canaries inside the scratch folder are allowed."""
    with Watch(tmp_path, hashed=[Path(__file__)], listed=[Path(__file__).parent]) as watch:
        (tmp_path / "CANARY_inside").touch()
    assert watch.violations == []


def test_canary_is_seen_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file in the working folder is told and taken away; one that was there before stays."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "CANARY_old").touch()
    with Watch(tmp_path / "scratch") as watch:
        (tmp_path / "CANARY_new").touch()
        (tmp_path / "sitecustomize.py").touch()
    told = [f"file written: {tmp_path / name}" for name in ("CANARY_new", "sitecustomize.py")]
    assert watch.violations == told
    assert [path.name for path in tmp_path.iterdir()] == ["CANARY_old"]


def test_changed_files_are_seen(tmp_path: Path) -> None:
    """Another content, a missing file and a new one, by hash and by size and date; bytecode of Python's own is not."""
    for folder in ("hashed", "listed"):
        (tmp_path / folder / "__pycache__").mkdir(parents=True)
        for name in ("changed", "gone"):
            (tmp_path / folder / name).write_text("before", encoding="utf-8")
    with Watch(tmp_path / "scratch", hashed=[tmp_path / "hashed"], listed=[tmp_path / "listed"]) as watch:
        for folder in ("hashed", "listed"):
            (tmp_path / folder / "changed").write_text("afterwards", encoding="utf-8")
            (tmp_path / folder / "gone").unlink()
            for name in ("new", "__pycache__/x.pyc", "__pycache__/CANARY_x.pyc"):
                (tmp_path / folder / name).touch()
    told = [f"{what}: {tmp_path / folder}" for folder in ("hashed", "listed") for what in ("changed", "gone", "new")]
    assert [violation.rpartition("/")[0] for violation in watch.violations if "__pycache__" not in violation] == told
    assert [violation.rpartition("/")[2] for violation in watch.violations if "__pycache__" in violation] == [
        "CANARY_x.pyc"
    ] * 2


@pytest.mark.parametrize(
    ("family", "kind", "address"),
    [
        (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", LISTENER_PORT)),
        (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", LISTENER_PORT)),
        (socket.AF_UNIX, socket.SOCK_STREAM, str(LISTENER_PATH)),
        (socket.AF_UNIX, socket.SOCK_STREAM, LISTENER_NAME),
        (socket.AF_UNIX, socket.SOCK_DGRAM, LISTENER_NAME),
    ],
    ids=["tcp", "udp", "unix", "abstract", "abstract datagram"],
)
def test_bytes_are_received(tmp_path: Path, family: int, kind: int, address: str | tuple[str, int]) -> None:
    """What reaches a listener is told, also when its sender has gone."""
    with Watch(tmp_path) as watch, socket.socket(family, kind) as sender:
        sender.connect(address)
        sender.send(b"here")
    assert len(watch.violations) == 1
    assert "received b'here'" in watch.violations[0]


def test_silent_connection_is_seen(tmp_path: Path) -> None:
    """A connection without a byte is one too many."""
    with Watch(tmp_path) as watch:
        socket.create_connection(("127.0.0.1", LISTENER_PORT)).close()
    assert watch.violations == ["TCP 127.0.0.1 received b''"]


def test_taken_address_is_an_error(tmp_path: Path) -> None:
    """Two watches at once would prove nothing."""
    with Watch(tmp_path), pytest.raises(OSError, match="in use"), Watch(tmp_path):
        pass


def test_process_left_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child and an orphan that go on running are told, unless their command lines are allowed."""
    monkeypatch.setattr("tests.hostile.watch.GRACE", 0.5)
    orphan = (
        "import subprocess, sys;"
        "print(subprocess.Popen(['sleep', '31'], start_new_session=True, stdout=-3, stderr=-3).pid)"  # -3: DEVNULL
    )
    with Watch(tmp_path, allowed=["sleep 30"]) as watch, subprocess.Popen(["sleep", "30"]) as allowed:
        with subprocess.Popen(["sleep", "32"]) as child:
            done = subprocess.run([sys.executable, "-c", orphan], capture_output=True, text=True, check=True)
            watch.__exit__(None, None, None)
            seen = sorted(violation.rpartition(" ")[2] for violation in watch.violations)
            watch.violations.clear()
            child.kill()
        psutil.Process(int(done.stdout)).kill()
        allowed.kill()
    assert seen == ["31", "32"]


def test_ended_processes_are_no_violation(tmp_path: Path) -> None:
    """A process that ends within the grace is fine."""
    with Watch(tmp_path) as watch:
        process = subprocess.Popen(["sleep", "0"])
        process.wait()
    assert watch.violations == []


@pytest.mark.parametrize(
    "text",
    [
        f"the secret is {SECRET}.",
        f"in two\n{SECRET[:30]}\n  {SECRET[30:]} lines",
        f"in hexadecimal {SECRET.encode().hex()}",
        "in base64 eHg" + "wMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVm",
        f"backwards {SECRET[::-1]}",
    ],
    ids=["plain", "broken", "hexadecimal", "base64", "reversed"],
)
def test_leaks(text: str) -> None:
    """A secret is found in the forms in which it could leave."""
    assert leaks(text, [SECRET, "another"]) == [SECRET]


def test_no_leak() -> None:
    """Other text, and a part of a secret, give nothing away."""
    assert leaks(f"{SECRET[:40]} and other words", [SECRET, "STOLEN"]) == []
