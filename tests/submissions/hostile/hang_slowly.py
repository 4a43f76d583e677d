"""
kind: hang
tries: Every call takes three seconds, below any limit of one probe but not below the submission's.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import time


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        time.sleep(3)
        return super().forward(x)
