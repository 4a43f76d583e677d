"""
kind: exit
tries: A signal to every process that it may signal; SIGURG, which nobody notices, proves the same as SIGKILL.
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
