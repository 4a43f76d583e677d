"""
kind: shell
tries: A shell on a pseudo terminal of its own.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""

import pty

pty.spawn(["/bin/sh", "-c", "touch /tmp/CANARY_pty"])
