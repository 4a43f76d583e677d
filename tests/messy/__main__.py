"""`python -m tests.messy FOLDER`: write every messy file into a folder, to look at or to grade by hand."""

import sys
from pathlib import Path

from tests.messy import messy_files
from tests.messy.files import write_files


def main() -> None:
    """Write the files; print how many there are."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.messy FOLDER")
    paths = write_files(messy_files(), Path(sys.argv[1]))
    print(f"{len(paths)} files in {sys.argv[1]}")


if __name__ == "__main__":
    main()
