"""
kind: bomb
tries: RecursionError is caught at every level, which doubles the work on the way back.
deserves: q3=0
plain: no
"""


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        try:
            return self.forward(x)
        except RecursionError:
            return self.forward(x)
