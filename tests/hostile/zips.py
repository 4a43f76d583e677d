"""Hostile zips: entries that leave the folder, grow, shadow the grader's own files, or are not what they say."""

import io
import json
import pickle
import stat
import struct
import warnings
import zipfile
from pathlib import Path

from tests.hostile.writing import (
    IDENTITY,
    NOTHING,
    WITHOUT_Q3,
    Bank,
    entry,
    notebook,
    write_notebook,
    write_zip,
)

BANK = Bank("zip")
MIB = 2**20
LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
# What a shadowing module does when somebody imports it.
CANARY_CODE = "open('/tmp/CANARY_shadow', 'w').close()\n"


class Marker:
    """An object whose pickle creates a file where it is loaded."""

    def __reduce__(self) -> tuple[object, ...]:
        return open, ("/tmp/CANARY_zip_pickle", "w")


@BANK.add()
def slip(folder: Path) -> Path:
    """Names that climb out of the folder, with both kinds of slashes."""
    names = [f"{up}CANARY_slip" for up in ("../", "../../", "x/../../", "./../", "..\\", "....//", "~/")]
    return write_zip(folder, [(name, "x") for name in names])


@BANK.add()
def absolute(folder: Path) -> Path:
    """Names that begin at the root."""
    return write_zip(folder, [(name, "x") for name in ("/tmp/CANARY_absolute", "//tmp/CANARY_absolute", "C:\\CANARY")])


@BANK.add()
def links(folder: Path) -> Path:
    """A symbolic link to /tmp, and a file that lies below it."""
    return write_zip(folder, [(entry("link", stat.S_IFLNK | 0o777), "/tmp"), ("link/CANARY_by_link", "x")])


@BANK.add(deserves=NOTHING)
def linked_notebook(folder: Path) -> Path:
    """The notebook is a symbolic link to the secret of the build."""
    link = entry("submission.ipynb", stat.S_IFLNK | 0o777)
    return write_zip(folder, [(link, "../source/build/secret.json")], honest=False)


@BANK.add(deserves=NOTHING)
def device_notebook(folder: Path) -> Path:
    """The notebook says that it is a device, a pipe or a program of another user."""
    modes = (stat.S_IFCHR | 0o666, stat.S_IFIFO | 0o666, 0o106777)
    names = ("submission.ipynb", "pipe", "program")
    return write_zip(folder, [(entry(name, mode), "") for name, mode in zip(names, modes, strict=True)], honest=False)


@BANK.add(plain=False)
def bomb(folder: Path) -> Path:
    """A gigabyte of zeros beside the notebook."""
    path = write_zip(folder, [])
    _append_zeros(path, "data.bin", 1024)
    return path


@BANK.add(deserves=NOTHING, plain=False)
def bomb_notebook(folder: Path) -> Path:
    """The notebook itself has a gigabyte."""
    path = write_zip(folder, [], honest=False)
    _append_zeros(path, "submission.ipynb", 1024)
    return path


@BANK.add(plain=False)
def bomb_of_many(folder: Path) -> Path:
    """Sixteen files of 64 megabytes, each below a limit for one file."""
    path = write_zip(folder, [])
    for number in range(16):
        _append_zeros(path, f"data{number}.bin", 64)
    return path


@BANK.add(deserves=NOTHING)
def nested(folder: Path) -> Path:
    """Zips in zips, a hundred deep."""
    content = b"the innermost"
    for _ in range(100):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr(entry("submission.zip"), content)
        content = inner.getvalue()
    return write_notebook(folder, content, "submission.zip")


@BANK.add()
def many_entries(folder: Path) -> Path:
    """A hundred thousand empty entries."""
    return write_zip(folder, ((f"file{number}", b"") for number in range(100_000)))


@BANK.add()
def names_twice(folder: Path) -> Path:
    """Two notebooks of the same name, of which one reader may see the first and another the last."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return write_zip(folder, [("submission.ipynb", json.dumps(notebook(extra=IDENTITY)))])


@BANK.add(deserves=WITHOUT_Q3)
def shadows(folder: Path) -> Path:
    """Folders and modules named like the libraries that the grader imports."""
    names = ("otter", "autograder", "seminar", "torch", "numpy", "IPython", "nbformat", "json", "encodings")
    entries = [(f"{name}/__init__.py", CANARY_CODE) for name in names]
    return write_zip(folder, entries, extra=IDENTITY)


@BANK.add(deserves=WITHOUT_Q3)
def tests(folder: Path) -> Path:
    """Test files that always pass, in the places of the instructor's, and a build of the submission's own."""
    passing = (
        'OK_FORMAT = False\nfrom otter.test_files import test_case\nname = "q3"\npoints = 4\n\n\n@test_case()\ndef'
    )
    entries = [(f"{place}/q3.py", passing + " test(env):\n    pass\n") for place in ("tests", "source/tests", ".tests")]
    entries += [("build/secret.json", '{"secret": "known"}'), ("source/build/secret.json", '{"secret": "known"}')]
    return write_zip(folder, entries, extra=IDENTITY)


@BANK.add(deserves=WITHOUT_Q3)
def otter_log(folder: Path) -> Path:
    """Otter's log, which is a pickle."""
    return write_zip(folder, [(".OTTER_LOG", pickle.dumps(Marker()))], extra=IDENTITY)


@BANK.add()
def pickles(folder: Path) -> Path:
    """Pickles under the names of weights, data and results."""
    names = ("model.pt", "model.pkl", "data.npy", "results.pkl", "submission.pkl", ".OTTER_LOG.pkl", "data_small/x.npz")
    return write_zip(folder, [(name, pickle.dumps(Marker())) for name in names])


@BANK.add()
def customize(folder: Path) -> Path:
    """Files that Python, pytest or Jupyter run by their name alone."""
    names = ("sitecustomize.py", "usercustomize.py", "conftest.py", "jupyter_config.py", "__init__.py")
    folders = ("", "x/", ".ipython/profile_default/startup/", ".jupyter/")
    entries = [(f"{place}{name}", CANARY_CODE) for place in folders for name in names]
    entries += [("evil.pth", "import os; open('/tmp/CANARY_pth', 'w').close()\n"), ("pyvenv.cfg", "home = /tmp\n")]
    return write_zip(folder, entries)


@BANK.add()
def configuration(folder: Path) -> Path:
    """Files by which Otter, Gradescope and pip are set up."""
    script = "#!/bin/sh\ntouch /tmp/CANARY_setup\n"
    names = ("setup.sh", "run_autograder", "run_otter.sh", "Makefile", ".bashrc")
    entries = [(entry(name, 0o100755), script) for name in names]
    config = json.dumps({"plugins": [], "points_possible": 1, "grade_from_log": True, "print_score": True})
    return write_zip(
        folder, [*entries, ("otter_config.json", config), ("requirements.txt", "./evil"), (".git/HEAD", "x")]
    )


@BANK.add()
def two_notebooks(folder: Path) -> Path:
    """Two notebooks with the same answers, of which only one can be meant."""
    return write_zip(folder, [("another.ipynb", json.dumps(notebook()))])


@BANK.add(deserves=WITHOUT_Q3)
def newer_notebook(folder: Path) -> Path:
    """A newer name takes the place of right answers with wrong ones; no part of each may be taken."""
    return write_zip(folder, [("submission-Copy1.ipynb", json.dumps(notebook(extra=IDENTITY)))])


@BANK.add()
def many_versions(folder: Path) -> Path:
    """Two thousand notebooks, each of which may be the one that counts."""
    wrong = json.dumps(notebook(extra=IDENTITY))
    return write_zip(folder, ((f"old/versions/submission{number}.ipynb", wrong) for number in range(2000)))


@BANK.add()
def helper_paths(folder: Path) -> Path:
    """Modules beside the notebook whose names lead out of the folder, into libraries, or are far too long."""
    places = ("../", "/tmp/", "x/../../", "..\\..\\", "C:/", "\0", "a/" * 500, "../../autograder/", "\n\x1b[2J")
    return write_zip(folder, [(f"{place}CANARY_helper.py", CANARY_CODE) for place in places])


@BANK.add(deserves=NOTHING, plain=False)
def inner_bomb(folder: Path) -> Path:
    """A zip in the zip, in which the notebook has a gigabyte."""
    inner = write_zip(folder, [], honest=False)
    _append_zeros(inner, "submission.ipynb", 1024)
    content = inner.read_bytes()
    return write_zip(folder, [("work.zip", content)], honest=False)


@BANK.add()
def helper_bombs(folder: Path) -> Path:
    """Eight modules and data files of 64 megabytes beside the notebook, which a reader would lay out for it."""
    path = write_zip(folder, [])
    for number in range(4):
        _append_zeros(path, f"module{number}.py", 64)
        _append_zeros(path, f"data{number}.json", 64)
    return path


@BANK.add(deserves=NOTHING)
def no_notebook(folder: Path) -> Path:
    """A zip with text alone."""
    return write_zip(folder, [("readme.txt", "my notebook is attached to the mail")], honest=False)


@BANK.add(deserves=NOTHING)
def encrypted(folder: Path) -> Path:
    """The entry says that it is encrypted."""
    path = write_zip(folder, [])
    return _patch(path, {(LOCAL, 6): b"\1\0", (CENTRAL, 8): b"\1\0"})


@BANK.add(deserves=NOTHING)
def false_sizes(folder: Path) -> Path:
    """The directory promises ten bytes where there are many."""
    path = write_zip(folder, [])
    return _patch(path, {(LOCAL, 22): struct.pack("<I", 10), (CENTRAL, 24): struct.pack("<I", 10)})


@BANK.add(deserves=NOTHING)
def unknown_compression(folder: Path) -> Path:
    """The entry is packed by a method that does not exist."""
    path = write_zip(folder, [])
    return _patch(path, {(LOCAL, 8): b"\x63\0", (CENTRAL, 10): b"\x63\0"})


@BANK.add(deserves=NOTHING)
def truncated(folder: Path) -> Path:
    """The file ends before its directory."""
    path = write_zip(folder, [])
    path.write_bytes(path.read_bytes()[:-40])
    return path


@BANK.add()
def surrounded(folder: Path) -> Path:
    """A program before the zip and a comment of 60 kilobytes after it."""
    path = write_zip(folder, [])
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"<script>" * 7500
    path.write_bytes(b"#!/bin/sh\ntouch /tmp/CANARY_prefix\n" + path.read_bytes())
    return path


@BANK.add()
def strange_names(folder: Path) -> Path:
    """Names that are empty, dots, very long, of control characters, or reserved by other systems."""
    names = (".", "..", "/", "x\n\x1b[2J", "\u202egnp.x", "x" * 5000, "a/" * 2000 + "x", "CON", "x:y", "x\0.ipynb", " ")
    return write_zip(folder, [(name, "x") for name in names])


@BANK.add(deserves=NOTHING)
def notebook_is_folder(folder: Path) -> Path:
    """The name of the notebook belongs to a folder."""
    return write_zip(folder, [("submission.ipynb/", ""), ("submission.ipynb/inner.ipynb", "{}")], honest=False)


@BANK.add()
def notebook_named_zip(folder: Path) -> Path:
    """A notebook whose name ends like a zip's."""
    return write_notebook(folder, notebook(), "submission.zip")


@BANK.add()
def zip_named_notebook(folder: Path) -> Path:
    """A zip whose name ends like a notebook's."""
    return write_zip(folder, []).rename(folder / "submission.ipynb")


@BANK.add(deserves=NOTHING)
def pickle_named_script(folder: Path) -> Path:
    """A pickle whose name ends like a script's."""
    return write_notebook(folder, pickle.dumps(Marker()), "submission.py")


def _append_zeros(path: Path, name: str, mib: int) -> None:
    zeros = bytes(MIB)
    with zipfile.ZipFile(path, "a", compresslevel=1) as archive, archive.open(entry(name), "w") as file:
        for _ in range(mib):
            file.write(zeros)


def _patch(path: Path, changes: dict[tuple[bytes, int], bytes]) -> Path:
    """Overwrite bytes at an offset behind the first record with a signature, in the local and the central header."""
    content = bytearray(path.read_bytes())
    for (signature, offset), value in changes.items():
        start = content.index(signature) + offset
        content[start : start + len(value)] = value
    path.write_bytes(content)
    return path
