"""Pictures of your own: a folder or a zip with one folder for each class becomes two sets of tensors."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import numpy as np
import torch
from PIL import Image

from .errors import SeminarError
from .images import ImageSet
from .language import text
from .progress import bar

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".ppm")
PARTS = {"train", "test", "validation"}
SIDE = 32  # pixels; the networks of the seminar are made for 32 x 32
SEED = 0  # of the shuffling

Files = dict[str, list[str]]  # the names of the image files of each class


def load_folder(path: str | Path, progress: bool = True) -> tuple[ImageSet, ImageSet]:
    """Return the training and test sets of a folder or zip of class folders.

    Either `train/<class>/*` and `test/<class>/*` (or `validation/` for `test/`), or just `<class>/*`: then a fifth
    of each class becomes the test set. Everything may lie in one more folder. Classes are the names of the folders,
    sorted. Images become RGB and, if they have another size, 32 x 32 pixels; they are shuffled the same way every time.
    Raises SeminarError when something is missing, or empty, or no image.
    """
    source = Path(path)
    if source.is_dir():
        entries = [_entry(item, source) for item in sorted(source.rglob("*"))]
        return _load(entries, source, lambda name: (source / name).read_bytes(), progress)
    if not source.is_file():
        raise SeminarError(text("errors.no_path", path=source.resolve()))
    try:
        archive = zipfile.ZipFile(source)
    except zipfile.BadZipFile as error:
        raise SeminarError(text("errors.not_zip", path=source.resolve())) from error
    with archive:
        return _load(sorted(archive.namelist()), source, archive.read, progress)


def _entry(item: Path, folder: Path) -> str:
    """Name a file or folder as a zip does: relative, with "/" between the parts and at the end of a folder."""
    name = item.relative_to(folder).as_posix()
    return f"{name}/" if item.is_dir() else name


def _load(entries: list[str], source: Path, read: Callable[[str], bytes], progress: bool) -> tuple[ImageSet, ImageSet]:
    """Sort the entries into parts and classes, and read both parts with `read`: name -> bytes of a file."""
    train_files, test_files = _find_parts(entries, source)
    classes = tuple(sorted(train_files))
    strangers = sorted(set(test_files) - set(classes))
    if strangers:
        raise SeminarError(text("errors.unknown_class", name=strangers[0], path=source.resolve()))
    total = sum(len(names) for part in (train_files, test_files) for names in part.values())
    with bar(total, text("progress.reading"), text("progress.images"), progress) as steps:

        def read_part(files: Files) -> ImageSet:
            """Decode the files of one part, class by class, then shuffle: [N, 3, 32, 32]."""
            pixels, labels = [], []
            for label, name in enumerate(classes):
                for file in files.get(name, []):
                    pixels.append(_decode(read, file, source))
                    labels.append(label)
                    steps.update()
            order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(SEED))
            images = torch.from_numpy(np.stack(pixels)).permute(0, 3, 1, 2)  # [N, 32, 32, 3] -> [N, 3, 32, 32]
            return ImageSet(images[order].contiguous(), torch.tensor(labels)[order], classes)

        return read_part(train_files), read_part(test_files)


def _find_parts(entries: list[str], source: Path) -> tuple[Files, Files]:
    """Return the image files of each class for training and for testing.

    Raises SeminarError when a part is missing or a class has no image.
    """
    steps_of = {entry: PurePosixPath(entry).parts for entry in entries}
    hidden = [entry for entry, steps in steps_of.items() if any(step.startswith((".", "__MACOSX")) for step in steps)]
    # A file beside the outermost folders (a README) is in no class.
    loose = [entry for entry, steps in steps_of.items() if len(steps) == 1 and not entry.endswith("/")]
    for entry in {*hidden, *loose}:
        del steps_of[entry]

    # One folder around everything: look inside it.
    outermost = {steps[0] for steps in steps_of.values()}
    if len(outermost) == 1 and not outermost & PARTS:
        steps_of = {entry: steps[1:] for entry, steps in steps_of.items() if len(steps) > 1}
        outermost = {steps[0] for steps in steps_of.values()}

    if not outermost & PARTS:
        return _split(_by_class(steps_of, source), source)

    test_name = "validation" if "validation" in outermost and "test" not in outermost else "test"
    train, test = (
        _by_class({entry: steps[1:] for entry, steps in steps_of.items() if steps[0] == part}, source, f"{part}/")
        for part in ("train", test_name)
    )
    return train, test


def _by_class(steps_of: dict[str, tuple[str, ...]], source: Path, part: str = "") -> Files:
    """Return the image files in each class folder; `steps_of` holds the steps of each entry from the class on."""
    files: Files = {}
    for entry, steps in steps_of.items():
        if len(steps) > 1 or (len(steps) == 1 and entry.endswith("/")):
            in_class = files.setdefault(steps[0], [])
            if entry.lower().endswith(SUFFIXES):
                in_class.append(entry)
    if not files:
        raise SeminarError(text("errors.no_classes", part=part, path=source.resolve()))
    for name, in_class in files.items():
        if not in_class:
            raise SeminarError(text("errors.empty_class", folder=f"{part}{name}", path=source.resolve()))
    return files


def _split(files: Files, source: Path) -> tuple[Files, Files]:
    """Give a fifth of each class, but at least one image, to the test set; the same ones every time."""
    generator = torch.Generator().manual_seed(SEED)
    train: Files = {}
    test: Files = {}
    for name, in_class in files.items():
        if len(in_class) < 2:
            raise SeminarError(text("errors.few_images", folder=name, path=source.resolve()))
        order = torch.randperm(len(in_class), generator=generator).tolist()
        shuffled = [in_class[index] for index in order]
        count = max(1, len(shuffled) // 5)
        test[name], train[name] = shuffled[:count], shuffled[count:]
    return train, test


def _decode(read: Callable[[str], bytes], file: str, source: Path) -> np.ndarray:
    """Return one image as uint8 [32, 32, 3], or say which file is none."""
    try:
        with Image.open(io.BytesIO(read(file))) as picture:
            colours = picture.convert("RGB")
            if colours.size != (SIDE, SIDE):
                colours = colours.resize((SIDE, SIDE), Image.Resampling.BILINEAR)
            return np.asarray(colours)
    # A damaged file can fail in Pillow, in zipfile or in zlib, each with exceptions of its own.
    except Exception as error:
        raise SeminarError(text("errors.bad_image", file=file, path=source.resolve())) from error
