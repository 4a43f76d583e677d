"""From a course to what students and instructors get: `build()` is `python -m autograder build`."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.build.assign import Assigned, assign
from autograder.build.gradescope import gradescope_entries
from autograder.build.package import (
    folder_entries,
    load_secret,
    today,
    write_build_folder,
    write_wheel,
    write_zip,
    zip_entries,
)
from autograder.build.source import STUDENTS_REQUIREMENTS, master_notebook, stubs
from autograder.course import Course
from autograder.errors import GraderError
from autograder.paths import (
    ASSIGNMENT_ZIP_NAME,
    BUILD_IN_ZIP,
    BUILD_NAME,
    ROOT,
    SECRET_NAME,
    WHEEL_IN_ZIP,
    ZIP_NAME,
)
from coursekit.course import COURSE_FILE

PLUGIN = "autograder.otter.plugin.GradingPlugin"
STUBS, STUBS_HEADER, PUBLIC_MODULE, CHECKS_FOLDER, TESTS_FOLDER = (
    "stubs.py",
    "stubs_header.py.txt",
    "public.py",
    "checks",
    "tests",
)
HANDED_OUT = ("README.md", STUDENTS_REQUIREMENTS, STUBS)  # besides notebooks, libraries, tests and data
KIT = ROOT / "assignment" / "coursekit"  # what the students' library of every course builds upon


@dataclass(frozen=True)
class Generated:
    """The generated files of what students receive, by their path in it, and what Otter Assign made for instructors."""

    files: dict[str, bytes]
    assigned: dict[str, Assigned]


def build(course: Course) -> list[Path]:
    """Write the generated files for students and everything that instructors get; return the paths written."""
    dist = course.dist
    dist.mkdir(exist_ok=True, parents=True)
    dist.chmod(0o700)
    with tempfile.TemporaryDirectory() as temporary:
        wheel = write_wheel(Path(temporary) / "wheel")
        generated = generate(course, Path(temporary))
        written = write_generated(course, generated)
        write_build_folder(dist / BUILD_NAME, load_secret(dist / SECRET_NAME), course)
        first = generated.assigned[course.languages[0]]
        entries = zip_entries(first.autograder_zip) | folder_entries(dist / BUILD_NAME, BUILD_IN_ZIP)
        entries |= gradescope_entries(course)
        write_zip(dist / ZIP_NAME, entries | {f"{WHEEL_IN_ZIP}/{wheel.name}": wheel.read_bytes()})
    for language, assigned in generated.assigned.items():
        path = dist / course.solution_name(language)
        path.write_text(assigned.solution, encoding="utf-8")
        written.append(path)
    write_zip(dist / ASSIGNMENT_ZIP_NAME, handed_out(course), today())
    return [*written, dist / ZIP_NAME, dist / ASSIGNMENT_ZIP_NAME]


def handed_out(course: Course, assignment: Path | None = None) -> dict[str, bytes]:
    """Return what students receive, by name in assignment.zip.

    Only what belongs to it: who has tried the notebook in `assignment` may have left a filled one or an export there.
    """
    place = assignment or course.assignment
    names = (*HANDED_OUT, *map(course.notebook_name, course.languages))
    files = {name: (place / name).read_bytes() for name in names}
    folders = {course.library: place / course.library, TESTS_FOLDER: place / TESTS_FOLDER, KIT.name: KIT}
    if course.data_folder is not None:
        folders[course.data_folder.name] = course.data_folder
    for name, folder in folders.items():
        files |= folder_entries(folder, name)
    return {f"{course.file.unpacked}/{name}": content for name, content in files.items()}


def generate(course: Course, folder: Path) -> Generated:
    """Run the course through Otter Assign in all its languages, in `folder`; nothing of the course is written."""
    config = assignment_config(course)
    assigned = {}
    for language in course.languages:
        master = master_notebook(course, language, config)
        assigned[language] = assign(master, course.notebook_name(language), folder / language)
    tests = [result.public_tests for result in assigned.values()]
    if any(other != tests[0] for other in tests):
        raise GraderError(f"{course.folder}: the test cells differ between the languages")
    files = {course.notebook_name(language): result.student.encode() for language, result in assigned.items()}
    files[STUBS] = stubs(course, _stubs_header(course)).encode()
    files |= {f"{TESTS_FOLDER}/{name}": content for name, content in tests[0].items()}
    files[f"{course.library}/{COURSE_FILE}"] = _as_json(course.students())
    for name, place in course.folders.items():
        public = _public_checks(place / PUBLIC_MODULE)
        files[f"{course.library}/{CHECKS_FOLDER}/{name}.py"] = public
    return Generated(files, assigned)


def write_generated(course: Course, generated: Generated) -> list[Path]:
    """Write what is generated into what students receive; remove files of questions that are gone."""
    written = []
    for old in stale(course, generated, lambda path, content: content is None):
        (course.assignment / old).unlink()
    for name, content in generated.files.items():
        path = course.assignment / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
        written.append(path)
    return written


def stale_files(course: Course) -> list[str]:
    """Return the generated files in what students receive that differ from what the course gives now."""
    with tempfile.TemporaryDirectory() as temporary:
        generated = generate(course, Path(temporary))
    return stale(course, generated, lambda path, content: not path.is_file() or path.read_bytes() != content)


def stale(course: Course, generated: Generated, is_stale: Callable[[Path, bytes | None], bool]) -> list[str]:
    """Return the names of generated files, and of what is left of questions that are gone, for which `is_stale` holds.

    is_stale: told the path and what belongs there, None for what does not.
    """
    there = {
        path.relative_to(course.assignment).as_posix()
        for pattern in (f"{TESTS_FOLDER}/*.py", f"{course.library}/{CHECKS_FOLDER}/q[0-9]*.py")
        for path in course.assignment.glob(pattern)
    }
    names = sorted(there | set(generated.files))
    return [name for name in names if is_stale(course.assignment / name, generated.files.get(name))]


def assignment_config(course: Course) -> dict[str, Any]:
    """Return the Otter Assign configuration of the assignment."""
    return {
        "name": course.name,
        "strip_solutions_from_all_cells": True,  # of exercises without points too
        "export_cell": False,  # a course has one that speaks the notebook's language and knows Colab and Kaggle
        "run_tests": False,
        "tests": {"files": True, "ok_format": False},
        "generate": {"show_hidden": True, "plugins": [PLUGIN]},
    }


def _stubs_header(course: Course) -> str:
    """Return how stubs.py begins: what the course has written for it."""
    path = course.folder / STUBS_HEADER
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise GraderError(f"{path}: cannot be read ({error.strerror}); stubs.py begins with it") from None


def _public_checks(path: Path) -> bytes:
    """Return the public checks of a question as they travel to students."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise GraderError(f"{path}: cannot be read ({error.strerror}); it has the public checks") from None


def _as_json(table: dict[str, Any]) -> bytes:
    return (json.dumps(table, indent=1, ensure_ascii=False) + "\n").encode()
