"""
kind: exit
tries: SIGKILL to its own process in forward.
deserves: q1=0 q2=0 q4=0
plain: no
"""

import os
import signal


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        os.kill(os.getpid(), signal.SIGKILL)
