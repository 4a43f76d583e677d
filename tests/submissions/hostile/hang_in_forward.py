"""
kind: hang
tries: forward sleeps for an hour.
deserves: q1=3 q2=2 q3=0 q4=1
plain: no
"""

import time


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        time.sleep(3600)
