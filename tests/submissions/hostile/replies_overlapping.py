"""
kind: replies
tries: A view whose rows lie on top of each other.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return torch.as_strided(torch.zeros(10), (len(x), 10), (0, 1))
