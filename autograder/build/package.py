"""What goes into dist/: the secret, the build folder, and zips that are the same byte for byte in every build."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import tomli_w

from autograder.course import COURSE_FILE, TASK_FILE, Course
from autograder.errors import GraderError
from autograder.grading import GRADING_FILE, dump_grading
from autograder.paths import LIBRARY_FOLDER, ROOT
from autograder.trial import COURSE_FOLDER, SECRET_FILE

Date = tuple[int, int, int, int, int, int]
EPOCH: Date = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold
LEFT_BEHIND = frozenset({"__pycache__", ".ipynb_checkpoints", ".mypy_cache", ".ruff_cache"})
# Of a course, what only its authors need: tasks hold solutions, banks and proofs measure the checks.
STAYS = frozenset({TASK_FILE, "chapters", "bank", "proofs"})
# What the machine's wheel is made of, in a checkout.
WHEEL_PARTS = ("autograder", "assignment/coursekit")


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


def write_build_folder(folder: Path, secret: str, course: Course) -> None:
    """Write all that a hidden check may read: the secret, grading.toml, the course, its library and its data.

    Raises GraderError when something is missing or a question refuses its settings.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / SECRET_FILE).write_text(json.dumps({"secret": secret}) + "\n", encoding="utf-8")
    (folder / SECRET_FILE).chmod(0o600)
    (folder / GRADING_FILE).write_text(dump_grading(course.grading), encoding="utf-8")
    write_course(folder, course)
    if course.data_folder is not None:
        if not course.data_folder.is_dir():
            raise GraderError(f"{course.data_folder} is missing: restore it, or name another in {COURSE_FILE}")
        copy_tree(course.data_folder, folder / course.data_folder.name)
    for name, question in course.questions.items():
        if question.prepare is not None:
            question.prepare(folder, secret, course.settings(name))


def write_course(folder: Path, course: Course) -> None:
    """Copy what grading needs of a course, and the students' library beside it, as course.toml there says."""
    place = folder / COURSE_FOLDER
    copy_tree(course.folder, place, STAYS | {path.name for path in (course.dist, course.assignment)})
    copy_tree(course.library_folder, folder / LIBRARY_FOLDER / course.library)
    (place / COURSE_FILE).write_text(moved(course), encoding="utf-8")


def moved(course: Course) -> str:
    """Return the course.toml of a course in a build, whose library lies in its own folder."""
    table = course.file.model_dump(mode="json", exclude_none=True)
    if course.data_folder is not None:
        table["data"] = f"../{course.data_folder.name}"
    library = f"../{LIBRARY_FOLDER}/{course.library}"
    return tomli_w.dumps({**table, "library": library, "assignment": ".", "dist": "."})


def copy_tree(source: Path, target: Path, stays: frozenset[str] | set[str] = frozenset()) -> None:
    """Copy a folder without what Python and Jupyter leave behind, and without what is called as in `stays`."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*LEFT_BEHIND, *stays), dirs_exist_ok=True)


def write_wheel(folder: Path) -> Path:
    """Build the wheel of the machine in `folder`, offline, from a clean copy."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "source"
        for name in WHEEL_PARTS:
            copy_tree(ROOT / name, copy / name)
        for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CC-BY-4.0"):
            shutil.copyfile(ROOT / name, copy / name)
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, env=_fixed_dates(), check=False)
        if done.returncode:
            raise GraderError(f"the wheel could not be built: {(done.stderr or done.stdout).strip().splitlines()[-1]}")
    return next(folder.glob("*.whl"))


def today() -> Date:
    """Return this day, or that of SOURCE_DATE_EPOCH: builds of one day give the same bytes."""
    asked = os.environ.get("SOURCE_DATE_EPOCH")
    day = datetime.fromtimestamp(int(asked), UTC) if asked else datetime.now().astimezone()
    return (day.year, day.month, day.day, 0, 0, 0)


def write_zip(path: Path, entries: dict[str, bytes], date: Date = EPOCH) -> None:
    """Write a zip with the entries in order of name, all of one date; a half-written one is never left behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(entries):
            archive.writestr(_entry(name, date), entries[name], compress_type=zipfile.ZIP_DEFLATED)
    partial.replace(path)


def zip_entries(path: Path) -> dict[str, bytes]:
    """Return the files of a zip by name."""
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def folder_entries(folder: Path, prefix: str) -> dict[str, bytes]:
    """Return the files of a folder by name under `prefix`, without what Python and Jupyter leave behind."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not LEFT_BEHIND & set(path.parts))
    return {f"{prefix}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in files}


def _entry(name: str, date: Date) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date)
    executable = name.endswith(".sh") or name == "run_autograder"
    info.external_attr = (0o755 if executable else 0o644) << 16
    info.create_system = 3
    return info


def _fixed_dates() -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}  # 1980-01-01
