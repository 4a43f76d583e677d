"""Writes the .npz files, SHA256SUMS, sheet.png and the datasheets of data_small: `python -m solutions.images.write`."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tomllib
import zipfile
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import PIL
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from .drawing import draw
from .silhouettes import CLASSES

FOLDER = Path(__file__).resolve().parents[2] / "data_small"
TEMPLATES = {"DATASHEET.md": "datasheet.md", "DATASHEET.ru.md": "datasheet.ru.md"}
RUSSIAN = "datasheet_ru.toml"  # the table
NO_TARGET = ("(none)", "(нет)")

# (count, seed) of the two sets that ship. The seeds are public: marks come from pictures drawn with other seeds.
TRAIN = (2000, 20_260)
VALIDATION = (500, 20_261)
SETS = {"train.npz": TRAIN, "validation.npz": VALIDATION}

SHEET_COLUMNS, SHEET_SCALE, SHEET_GAP, SHEET_NAMES = 12, 3, 4, 110  # pictures in a row, enlargement, pixels, pixels
PAPER = (255, 255, 255)
INK = (40, 40, 40)


def npz_bytes(images: NDArray[np.uint8], labels: NDArray[np.uint8]) -> bytes:
    """An .npz of both arrays whose bytes depend on nothing else: NumPy's own writer would put today's date into it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in (("images.npy", images), ("labels.npy", labels)):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = io.BytesIO()
            np.lib.format.write_array(content, array, allow_pickle=False)
            archive.writestr(entry, content.getvalue(), compresslevel=9)
    return buffer.getvalue()


def sheet(images: NDArray[np.uint8], labels: NDArray[np.uint8]) -> Image.Image:
    """The first pictures of each class in a row, enlarged, with the class's name before them."""
    step = 32 * SHEET_SCALE + SHEET_GAP
    picture = Image.new("RGB", (SHEET_NAMES + SHEET_COLUMNS * step, SHEET_GAP + len(CLASSES) * step), PAPER)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=17)
    for row, name in enumerate(CLASSES):
        top = SHEET_GAP + row * step
        pen.text((SHEET_NAMES - 12, top + step // 2 - 2), name, fill=INK, font=font, anchor="rm")
        for column, image in enumerate(images[labels == row][:SHEET_COLUMNS]):
            large = Image.fromarray(image).resize((32 * SHEET_SCALE, 32 * SHEET_SCALE), Image.Resampling.NEAREST)
            picture.paste(large, (SHEET_NAMES + column * step, top))
    return picture


def write(folder: Path = FOLDER) -> None:
    """Write everything into `folder`; the datasheet takes its numbers from evidence.json there, if it exists."""
    folder.mkdir(parents=True, exist_ok=True)
    sums = []
    for name, (count, seed) in SETS.items():
        images, labels = draw(count, seed)
        content = npz_bytes(images, labels)
        (folder / name).write_bytes(content)
        sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}")
        if name == "train.npz":
            sheet(images, labels).save(folder / "sheet.png", optimize=True)
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    for name, template in TEMPLATES.items():
        (folder / name).write_text(datasheet(folder, sums, template), encoding="utf-8")


def datasheet(folder: Path, sums: list[str], template: str) -> str:
    """The datasheet's text in the language of a template, with the checksums and the measured evidence."""
    here = Path(__file__).parent
    found = folder / "evidence.json"
    evidence = json.loads(found.read_text(encoding="utf-8"))["table"] if found.exists() else []
    holds = {True: "yes", False: "NO"}
    if template == TEMPLATES["DATASHEET.ru.md"]:
        words = tomllib.loads((here / RUSSIAN).read_text(encoding="utf-8"))
        evidence, holds = [in_russian(row, words) for row in evidence], {True: "да", False: "НЕТ"}
    rows = [
        f"| {row['claim']} | {row['target']} | {row['measured']} | {row['runs']} | "
        f"{'—' if row['target'] in NO_TARGET else holds[row['holds']]} |"
        for row in evidence
    ]
    return Template((here / template).read_text(encoding="utf-8")).substitute(
        train_count=TRAIN[0],
        train_seed=TRAIN[1],
        validation_count=VALIDATION[0],
        validation_seed=VALIDATION[1],
        numpy=np.__version__,
        pillow=PIL.__version__,
        checksums="\n".join(sums),
        evidence="\n".join(rows),
    )


def in_russian(row: dict[str, Any], words: dict[str, dict[str, str]]) -> dict[str, Any]:
    """A row of the table with its texts in Russian; raises KeyError for a claim or a target that has none."""
    measured = row["measured"]
    for english, russian in words["words"].items():
        measured = measured.replace(english, russian)
    measured = re.sub(r"(?<=\d)\.(?=\d)", ",", measured)
    return {
        **row,
        "claim": words["claims"][row["claim"]],
        "target": words["targets"][row["target"]],
        "measured": measured,
    }


if __name__ == "__main__":
    write()
