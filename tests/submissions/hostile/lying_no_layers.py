"""
kind: lying
tries: Three activations of ten pixels, and no layer anywhere.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.first, self.second, self.third = activation(), activation(), activation()

    def forward(self, x):
        return self.third(self.second(self.first(x.flatten(1)[:, :10])))
