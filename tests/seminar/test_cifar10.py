"""The download of CIFAR-10, tried on a small archive of the original format that this machine serves to itself."""

import functools
import hashlib
import http.server
import io
import pickle
import socket
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from seminar import CLASSES, SeminarError, load_cifar10

PER_BATCH = 4
FOLDER = "cifar-10-batches-py"
ARCHIVE = "cifar-10-python.tar.gz"
# By name, because torchvision takes seconds to import, in every process that collects tests.
TORCHVISIONS = "torchvision.datasets.CIFAR10"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output free of requests."""


def _md5(content: bytes) -> str:
    return hashlib.md5(content).hexdigest()


@pytest.fixture
def pixels() -> np.ndarray:
    """Return the images of the small archive: uint8 [24, 3, 32, 32], five training batches and a test batch."""
    return np.random.default_rng(0).integers(0, 256, (6 * PER_BATCH, 3, 32, 32), dtype=np.uint8)


@pytest.fixture
def archive(pixels: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return the small archive, and make torchvision expect its checksums instead of those of the real one."""
    files: dict[str, bytes] = {}
    names = [f"data_batch_{number}" for number in range(1, 6)] + ["test_batch"]
    for index, name in enumerate(names):
        rows = slice(index * PER_BATCH, (index + 1) * PER_BATCH)
        # As in the original: one row of 3072 bytes for each image, all red, then all green, then all blue.
        batch = {"data": pixels[rows].reshape(PER_BATCH, 3072), "labels": [(index + row) % 10 for row in range(4)]}
        files[name] = pickle.dumps(batch, protocol=2)
    files["batches.meta"] = pickle.dumps({"label_names": list(CLASSES)}, protocol=2)

    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"{FOLDER}/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))

    checksums = [[name, _md5(files[name])] for name in names]
    monkeypatch.setattr(f"{TORCHVISIONS}.train_list", checksums[:5])
    monkeypatch.setattr(f"{TORCHVISIONS}.test_list", checksums[5:])
    monkeypatch.setattr(
        f"{TORCHVISIONS}.meta", {"filename": "batches.meta", "key": "label_names", "md5": _md5(files["batches.meta"])}
    )
    monkeypatch.setattr(f"{TORCHVISIONS}.tgz_md5", _md5(stream.getvalue()))
    return stream.getvalue()


@pytest.fixture
def server(archive: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve the archive from a folder on localhost, and send torchvision there."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / ARCHIVE).write_bytes(archive)
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        monkeypatch.setattr(f"{TORCHVISIONS}.url", f"http://127.0.0.1:{web.server_address[1]}/{ARCHIVE}")
        yield folder
        web.shutdown()
        thread.join()


@pytest.fixture
def no_network(archive: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send torchvision to a port of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setattr(f"{TORCHVISIONS}.url", f"http://127.0.0.1:{port}/{ARCHIVE}")


@pytest.mark.usefixtures("server")
def test_download_gives_the_images_of_the_archive(pixels: np.ndarray, tmp_path: Path) -> None:
    train, test = load_cifar10(tmp_path / "root")
    assert torch.equal(torch.cat([train.images, test.images]), torch.from_numpy(pixels))
    assert train.labels.tolist() == [(batch + row) % 10 for batch in range(5) for row in range(4)]
    assert test.labels.tolist() == [5, 6, 7, 8]
    assert train.classes == CLASSES


def test_second_time_needs_no_server(server: Path, tmp_path: Path) -> None:
    load_cifar10(tmp_path / "root")
    (server / ARCHIVE).unlink()
    assert len(load_cifar10(tmp_path / "root")[0]) == 5 * PER_BATCH


@pytest.mark.usefixtures("no_network")
def test_archive_that_lies_in_root_needs_no_network(archive: bytes, tmp_path: Path) -> None:
    (tmp_path / ARCHIVE).write_bytes(archive)
    assert len(load_cifar10(tmp_path)[0]) == 5 * PER_BATCH


@pytest.mark.usefixtures("no_network")
def test_no_network_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SeminarError) as caught:
        load_cifar10(tmp_path / "root")
    message = str(caught.value)
    for part in ("Connect", ARCHIVE, str(tmp_path / "root"), "load_small()"):
        assert part in message, f"{part!r} is not in {message!r}"
    assert "\n" not in message, message


def test_missing_page_says_what_to_do(server: Path, tmp_path: Path) -> None:
    (server / ARCHIVE).unlink()
    with pytest.raises(SeminarError, match="404"):
        load_cifar10(tmp_path / "root")


def test_damaged_archive_is_named(server: Path, archive: bytes, tmp_path: Path) -> None:
    (server / ARCHIVE).write_bytes(archive[:-10])
    with pytest.raises(SeminarError, match=f"{ARCHIVE} in .* is damaged"):
        load_cifar10(tmp_path / "root")


@pytest.mark.usefixtures("archive")
def test_without_download_a_missing_set_is_reported(tmp_path: Path) -> None:
    with pytest.raises(SeminarError, match="There is no CIFAR-10"):
        load_cifar10(tmp_path, download=False)


@pytest.mark.usefixtures("archive")
def test_root_that_is_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "root").write_text("in the way")
    with pytest.raises(SeminarError, match="root"):
        load_cifar10(tmp_path / "root")
