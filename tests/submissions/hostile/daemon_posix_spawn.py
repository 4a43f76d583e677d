"""
kind: daemon
tries: posix_spawn and vfork in place of fork.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import os

os.posix_spawn("/bin/sleep", ["sleep", "90"], {}, setpgroup=0)
os.spawnv(os.P_NOWAIT, "/bin/sleep", ["sleep", "90"])
