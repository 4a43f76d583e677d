"""
kind: replies
tries: A hundred thousand parameters.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def __init__(self, activation=nn.ReLU):
        super().__init__(activation)
        self.many = nn.ParameterList([nn.Parameter(torch.zeros(1)) for _ in range(100_000)])
