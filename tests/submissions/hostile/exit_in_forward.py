"""
kind: exit
tries: sys.exit in forward, with an object as its code.
deserves: q1=3 q2=2 q3=0 q4=1
plain: yes
"""

import sys


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        sys.exit({"score": 10})
