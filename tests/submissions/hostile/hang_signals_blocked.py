"""
kind: hang
tries: All signals are blocked in the thread, and every interruption is swallowed.
deserves: q3=0
plain: no
"""

import signal
import time


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        while True:
            try:
                time.sleep(3600)
            except BaseException:
                continue
