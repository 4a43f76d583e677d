"""No other program runs here, which the usual error says at once: what depends on one goes its other way."""

import os
import subprocess

for start in (
    lambda: subprocess.run(["nvidia-smi"], capture_output=True),
    lambda: subprocess.check_output("ls", shell=True),
    lambda: subprocess.Popen(["git", "status"]),
    os.fork,
):
    try:
        start()
    except (PermissionError, FileNotFoundError):  # the second where the program cannot be seen
        continue
    raise AssertionError("a program was started")
assert os.system("true") != 0
