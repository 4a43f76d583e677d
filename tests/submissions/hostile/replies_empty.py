"""
kind: replies
tries: Outputs without elements, without dimensions and with sixty dimensions.
deserves: q1=0 q2=0 q3=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    calls = 0

    def forward(self, x):
        ModelBaseline.calls += 1
        return (torch.empty(0), torch.tensor(1.0), torch.zeros(*[1] * 60), torch.empty(2**40, 0))[self.calls % 4]


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        return x[:0]
