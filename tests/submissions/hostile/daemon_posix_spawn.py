"""
kind: daemon
tries: posix_spawn and vfork in place of fork.
plain: no
"""

import os

os.posix_spawn("/bin/sleep", ["sleep", "90"], {}, setpgroup=0)
os.spawnv(os.P_NOWAIT, "/bin/sleep", ["sleep", "90"])
