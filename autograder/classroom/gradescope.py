"""Gradescope's entry, and that of containers of `otter grade`: one submission, judged without a Jupyter kernel.

`start` is what run_otter.py in autograder.zip calls. The process that it starts forks the fork server from itself
before it knows anything of a build: both share their libraries, so that a machine of 768 MB is large enough.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from autograder.otter.settings import language, unconfined
from autograder.sandbox.forking import environment, fork_server
from autograder.sandbox.scratch import make_scratch

MODULE = "autograder.classroom.gradescope"


def start(folder: Path) -> int:
    """Grade the submission in `folder`, laid out as on Gradescope; return the exit code.

    results/results.json is whole or what it was before.
    """
    scratch = make_scratch()
    try:
        settings = json.dumps([str(folder), language(), unconfined()])
        command = [sys.executable, "-P", "-u", "-m", MODULE, settings]
        return subprocess.run(command, env=environment(scratch), cwd=scratch, check=False).returncode
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def main() -> None:
    """Grade as the process that `start` has started."""
    from autograder.sandbox.branch import branch_off

    branch_off()
    os.chdir("/")  # the server's folder goes with it
    # Only now: the server and its workers have none of what these import, nor what they load.
    from autograder.classroom.gradescope_results import grade

    folder, speaking, without_walls = json.loads(sys.argv[1])
    grade(Path(folder), speaking, unconfined=without_walls)
    fork_server().close()
    sys.stdout.flush()
    os._exit(0)  # without the long way of an interpreter out of torch


if __name__ == "__main__":
    main()
