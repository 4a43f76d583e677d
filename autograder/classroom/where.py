"""Where a submission lies, so that the report can lead there: beside the results, or inside a platform's zip."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from autograder.classroom.record import STRICT
from autograder.classroom.submissions import Submission
from autograder.intake import written


@dataclass(frozen=True)
class Where:
    """Where a submission was found. link: the way from the folder of results, as the address of a link, "" where none
    leads there; shown: what to look for then, as `export.zip: folder/work.ipynb`."""

    link: str = ""
    shown: str = ""
    __pydantic_config__ = STRICT


def where(submission: Submission, out: Path, packed: Mapping[Path, Path]) -> Where:
    """Return where a submission lies. packed: the zip that a folder was unpacked from for the time of the run."""
    path = Path(os.path.abspath(submission.path))
    for folder, zip_path in packed.items():
        if path.is_relative_to(folder):
            return Where(shown=written(f"{zip_path.name}: {path.relative_to(folder)}"))
    # Bytes: a name need not be UTF-8; a colon would be read as the end of a scheme, so quote takes that too.
    return Where(link=quote(os.fsencode(os.path.relpath(path, os.path.abspath(out)))))
