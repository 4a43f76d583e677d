"""
kind: replies
tries: Forty gigabytes that take four bytes here: one number, expanded.
deserves: q1=0 q2=0 q4=0
plain: no
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return torch.zeros(1, 1).expand(10**9, 10)
