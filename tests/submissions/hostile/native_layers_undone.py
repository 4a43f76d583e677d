"""
kind: native
tries: The layers are taken off again: user, limits, dumpable, new privileges, filters, the session.
plain: no
leaks: ALLOWED
"""

import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)
lifted = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
if libc.prctl(38, 0, 0, 0, 0) == 0:
    print("ALL" + "OWED new privileges")
if os.getuid() == 65534:
    for name, ids in (("setresuid", (0, 0, 0)), ("setresgid", (0, 0, 0)), ("setuid", (0,))):
        try:
            getattr(os, name)(*ids)
            print("ALL" + "OWED", name)
        except OSError:
            pass
for name in ("RLIMIT_DATA", "RLIMIT_NPROC", "RLIMIT_FSIZE", "RLIMIT_CPU"):
    number = getattr(resource, name)
    if resource.getrlimit(number)[1] != resource.RLIM_INFINITY:
        try:
            resource.setrlimit(number, lifted)
            print("ALL" + "OWED", name)
        except (OSError, ValueError):
            pass
libc.prctl(22, 0, 0, 0, 0)
libc.prctl(4, 1, 0, 0, 0)
