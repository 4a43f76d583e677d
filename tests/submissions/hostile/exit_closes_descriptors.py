"""
kind: exit
tries: All descriptors are closed in forward: the answer has nowhere to go.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

import os


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        os.closerange(0, 4096)
        return super().forward(x)
