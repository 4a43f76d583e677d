"""
kind: exit
tries: os._exit(0) in the baseline's forward.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

import os


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        os._exit(0)
