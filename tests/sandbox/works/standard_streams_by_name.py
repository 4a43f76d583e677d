"""The output by its name as a file."""

import os

with open("/dev/stdout", "w") as output:
    print("by name", file=output)
with open("/dev/stderr", "w") as output:
    print("by name", file=output)
assert os.listdir("/dev/fd")
