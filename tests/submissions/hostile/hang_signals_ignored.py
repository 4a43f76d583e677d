"""
kind: hang
tries: All signals are ignored, then an endless loop.
deserves: q1=0 q2=0 q4=0
plain: no
"""

import signal


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        while True:
            pass
