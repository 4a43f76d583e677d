"""
kind: exit
tries: sys.exit in forward, with an object as its code.
deserves: q3=0
plain: yes
"""

import sys


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        sys.exit({"score": 10})
