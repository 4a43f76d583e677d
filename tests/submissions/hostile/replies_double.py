"""
kind: replies
tries: Outputs in double precision.
deserves: q1=2.75 q3=3.5
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return super().forward(x).double()


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        return super().forward(x).double()
