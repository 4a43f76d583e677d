"""A class in containers, one each, as `otter grade` does it, where Docker answers."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import GraderError

# What Otter builds its image with; that there is a program called docker does not tell.
NEEDED = ("docker", "buildx", "inspect")


def grade_in_containers(zip_path: Path, name: str, paths: Sequence[Path], out: Path) -> int:
    """Run `otter grade`; return its exit status. Raises GraderError where Docker is missing or does not answer."""
    advice = "start Docker, or grade without it: python -m autograder grade"
    if shutil.which(NEEDED[0]) is None:
        raise GraderError(f"`otter grade` needs Docker, which is not installed: {advice}")
    asked = subprocess.run(NEEDED, capture_output=True, text=True, check=False)
    if asked.returncode:
        why = next(iter((asked.stderr or asked.stdout).strip().splitlines()), f"exit status {asked.returncode}")
        raise GraderError(f"`otter grade` needs Docker with buildx, which does not answer ({why}): {advice}")
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    call = [sys.executable, "-m", "otter", "grade", "-n", name, "-a", str(zip_path), "-o", str(out), *map(str, paths)]
    return subprocess.run(call, check=False).returncode
