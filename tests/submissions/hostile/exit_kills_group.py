"""
kind: exit
tries: SIGKILL to the own process group and to the parent's.
plain: no
"""

import os
import signal

try:
    if os.getpgid(os.getppid()) > 1:
        os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)
finally:
    os.killpg(0, signal.SIGKILL)
