"""
kind: hang
tries: The process stops itself by SIGSTOP: it neither ends nor answers.
deserves: q1=0 q2=0 q4=0
plain: no
"""

import os
import signal


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        os.kill(os.getpid(), signal.SIGSTOP)
        return super().forward(x)
