"""What Gradescope, and a container of `otter grade`, start: set-up and run in place of those that Otter brings.

Otter's own would install conda, a Jupyter environment and a browser; no submission is run in any of them here.
"""

import json
from pathlib import Path

from autograder.course import Course
from autograder.results import unfinished_results

FOLDER = Path(__file__).parent
# environment.yml is read by nobody, but Otter's Dockerfile asks for one.
FILES = {name: name for name in ("setup.sh", "run_autograder", "environment.yml", "requirements.txt")}
FILES["run_otter.py"] = "run_otter.py.txt"
UNFINISHED = "files/unfinished.json"  # stands for the results until there are some


def gradescope_entries(course: Course) -> dict[str, bytes]:
    """Return what belongs into autograder.zip, by name; it takes the place of what Otter has put there."""
    entries = {name: (FOLDER / file).read_bytes() for name, file in FILES.items()}
    unfinished = unfinished_results(course.languages, course.grading.points)
    return entries | {UNFINISHED: json.dumps(unfinished, ensure_ascii=False, indent=1).encode()}


def packages() -> list[str]:
    """Return the packages that grading asks for on Gradescope; student code may use them."""
    lines = (FOLDER / "requirements.in").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
