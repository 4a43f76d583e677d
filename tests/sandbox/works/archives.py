"""Zips and tars, packed and unpacked."""

import gzip
import os
import shutil
import tarfile
import zipfile
from pathlib import Path

os.mkdir("packed")
Path("packed/a.txt").write_text("a" * 100)
with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.write("packed/a.txt")
with zipfile.ZipFile("a.zip") as archive:
    archive.extractall("unzipped")
with tarfile.open("a.tar.gz", "w:gz") as tar:
    tar.add("packed")
with tarfile.open("a.tar.gz") as tar:
    tar.extractall("untarred", filter="data")
shutil.make_archive("b", "zip", "packed")
shutil.unpack_archive("b.zip", "unpacked")
with gzip.open("a.gz", "wt") as file:
    file.write("a")
for folder in ("unzipped/packed", "untarred/packed", "unpacked"):
    assert Path(folder, "a.txt").read_text() == "a" * 100
