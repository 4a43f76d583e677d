"""
breaks: q1 q2
code: nothing
also: q4
idea: The stub is not filled in.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        ...

    def forward(self, x):
        ...
