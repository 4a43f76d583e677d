"""
kind: replies
tries: An output of one gigabyte that is really there.
deserves: q1=3 q2=2 q3=0 q4=1
plain: no
"""


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        return x.new_ones(2**28)
