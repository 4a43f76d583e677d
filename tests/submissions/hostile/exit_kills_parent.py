"""
kind: exit
tries: SIGKILL and SIGTERM to the parent, which is the process that judges.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import os
import signal

if os.getppid() > 1:
    for number in (signal.SIGTERM, signal.SIGKILL):
        os.kill(os.getppid(), number)
