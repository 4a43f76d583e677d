"""
kind: replies
tries: Infinite and the largest and smallest numbers, which turn into NaN when compared by differences.
deserves: q1=0 q2=0 q3=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return super().forward(x) + float("inf")


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        return torch.full_like(x, 3e38 if self.training else 1e-45)
