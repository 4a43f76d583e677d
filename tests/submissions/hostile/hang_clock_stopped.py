"""
kind: hang
tries: The clocks of Python stand still, so that a budget measured by them never runs out.
deserves: q1=0 q2=0 q4=0
plain: no
"""

import time

time.time = time.monotonic = time.perf_counter = time.process_time = lambda: 0.0
time.time_ns = time.monotonic_ns = lambda: 0


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        while time.monotonic() < 1:
            pass
