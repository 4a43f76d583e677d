"""
kind: bomb
tries: Every descriptor that the limit allows is taken, so that the harness can open nothing.
plain: no
"""

import os
import resource

try:
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
except (OSError, ValueError):
    pass
taken = []
try:
    while len(taken) < 200_000:
        taken.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
