"""
kind: hang
tries: forward sleeps for an hour.
deserves: q3=0
plain: no
"""

import time


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        time.sleep(3600)
