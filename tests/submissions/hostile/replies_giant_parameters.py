"""
kind: replies
tries: A parameter that claims forty gigabytes by its strides.
deserves: q1=0 q2=0 q4=0
plain: no
"""


class ModelBaseline(ModelBaseline):
    def __init__(self, activation=nn.ReLU):
        super().__init__(activation)
        self.large = nn.Parameter(torch.zeros(1).expand(10**10))
