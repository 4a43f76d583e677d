"""
kind: exit
tries: Every new process works for some seconds and ends at its first probe, so that each restart costs the most.
deserves: q1=0 q2=0 q3=0 q4=0
plain: no
"""

import os
import time

time.sleep(8)


class ModelBaseline(ModelBaseline):
    def __init__(self, *a, **k):
        os._exit(1)


class SpatialDropout(SpatialDropout):
    def __init__(self, *a, **k):
        os._exit(1)
