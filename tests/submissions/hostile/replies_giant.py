"""
kind: replies
tries: An output of one gigabyte that is really there.
deserves: q3=0
plain: no
"""


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        return x.new_ones(2**28)
