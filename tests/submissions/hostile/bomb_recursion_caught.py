"""
kind: bomb
tries: RecursionError is caught at every level, which doubles the work on the way back.
deserves: q1=3 q2=2 q3=0 q4=1
plain: no
"""


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        try:
            return self.forward(x)
        except RecursionError:
            return self.forward(x)
