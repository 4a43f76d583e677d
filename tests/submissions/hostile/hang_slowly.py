"""
kind: hang
tries: Every call takes three seconds, below any limit of one probe but not below the submission's.
plain: no
"""

import time


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        time.sleep(3)
        return super().forward(x)
