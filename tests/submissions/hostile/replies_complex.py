"""
kind: replies
tries: Complex numbers, which have no order, and a view of them that is lazily conjugated.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return torch.complex(super().forward(x), torch.ones(len(x), 10)).conj()
