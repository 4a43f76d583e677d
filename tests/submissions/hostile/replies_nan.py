"""
kind: replies
tries: NaN everywhere, for which no comparison is true.
deserves: q1=0 q2=0 q3=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return super().forward(x) * float("nan")


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        return x * float("nan")
