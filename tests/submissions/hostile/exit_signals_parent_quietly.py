"""
kind: exit
tries: Signals that do no harm are sent to the parent by kill, pidfd and queue; each that arrives is told.
plain: no
leaks: SIGNALLED
"""

import os
import signal


def by_pidfd():
    signal.pidfd_send_signal(os.pidfd_open(os.getppid()), signal.SIGURG)


ways = (lambda: os.kill(os.getppid(), 0), lambda: os.kill(os.getppid(), signal.SIGURG), by_pidfd)
reached = []
for way in ways:
    try:
        way()
        reached.append("SIG" + "NALLED the parent")
    except OSError:
        pass


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if reached:
            raise RuntimeError(str(reached))
        return super().forward(x)
