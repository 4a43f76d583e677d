"""
kind: exit
tries: A signal to every process that it may signal; SIGURG, which nobody notices, proves the same as SIGKILL.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
leaks: SIGNALLED
"""

import os
import signal


def attack():
    # On purpose not SIGKILL: without a sandbox that would end the whole machine of whoever runs these tests.
    os.kill(-1, signal.SIGURG)
    print("SIG" + "NALLED everyone")
    raise RuntimeError("SIG" + "NALLED everyone")


attack()
