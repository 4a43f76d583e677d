"""What goes into dist/: the secret, the build folder, and zips that are the same byte for byte in every build."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from autograder.calibration.evidence import require_evidence
from autograder.checks.trial import derive_seed
from autograder.config import GRADING_FILE, Grading
from autograder.data.source import DRAWN, DataSource
from autograder.data.write import npz_bytes
from autograder.errors import GraderError
from autograder.paths import DATA, ROOT
from seminar import ImageSet

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold
DATA_FILES = ("train.npz", "validation.npz", "SHA256SUMS")


def load_secret(path: Path) -> str:
    """Return the secret of this instructor; make it on the first build and keep it, so that regrades give the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"secret": secrets.token_hex(32)}) + "\n", encoding="utf-8")
        path.chmod(0o600)
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["secret"])
    except (OSError, ValueError, KeyError):
        raise GraderError(f"{path} is not a secret of this assignment: delete it to draw a new one") from None


def write_build_folder(folder: Path, secret: str, grading: Grading) -> None:
    """Write all that a hidden check may read: the secret, grading.toml, the training images and the fresh ones.

    Raises GraderError when a data file is missing or the threshold of q4 has no evidence.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data_small").mkdir(parents=True)
    for name in DATA_FILES:
        if not (DATA / name).is_file():
            raise GraderError(
                f"{DATA / name} is missing: restore it, or draw it with `python -m autograder.data.write`"
            )
        shutil.copyfile(DATA / name, folder / "data_small" / name)
    (folder / "secret.json").write_text(json.dumps({"secret": secret}) + "\n", encoding="utf-8")
    (folder / "secret.json").chmod(0o600)
    shutil.copyfile(GRADING_FILE, folder / "grading.toml")
    source = DataSource(grading.data, grading.train_images)
    require_evidence(grading, source.fingerprint())
    write_images(folder / "fresh.npz", source.fresh(grading.fresh_images, derive_seed(secret, "fresh images")))
    (folder / "fresh.npz").chmod(0o600)
    if grading.data != DRAWN:
        write_images(folder / "train.npz", source.train)


def write_images(path: Path, data: ImageSet) -> None:
    """Write images as uint8 [N, 32, 32, 3] and labels as uint8 [N]."""
    images = data.images.permute(0, 2, 3, 1).contiguous().numpy()
    path.write_bytes(npz_bytes(images, data.labels.numpy().astype(np.uint8)))


def write_wheel(folder: Path) -> Path:
    """Build the wheel of the packages `autograder` and `seminar` in `folder`, offline, from a clean copy."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "source"
        ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
        for name in ("autograder", "assignment/seminar"):
            shutil.copytree(ROOT / name, copy / name, ignore=ignore)
        for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CC-BY-4.0"):
            shutil.copyfile(ROOT / name, copy / name)
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, env=_fixed_dates(), check=False)
        if done.returncode:
            raise GraderError(f"the wheel could not be built: {(done.stderr or done.stdout).strip().splitlines()[-1]}")
    return next(folder.glob("*.whl"))


def write_zip(path: Path, entries: dict[str, bytes]) -> None:
    """Write a zip with the entries in order of name and with fixed dates; a half-written one is never left behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(entries):
            archive.writestr(_entry(name), entries[name], compress_type=zipfile.ZIP_DEFLATED)
    partial.replace(path)


def zip_entries(path: Path) -> dict[str, bytes]:
    """Return the files of a zip by name."""
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def folder_entries(folder: Path, prefix: str) -> dict[str, bytes]:
    """Return the files of a folder by name under `prefix`, without what Python and Jupyter leave behind."""
    left_behind = {"__pycache__", ".ipynb_checkpoints"}
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not left_behind & set(path.parts))
    return {f"{prefix}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in files}


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    executable = name.endswith(".sh") or name == "run_autograder"
    info.external_attr = (0o755 if executable else 0o644) << 16
    info.create_system = 3
    return info


def _fixed_dates() -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}  # 1980-01-01
