"""
breaks: q1 q2
code: no_layers
also: q4
idea: Three activations one after the other, and no layer between them.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.activations = nn.Sequential(activation(), activation(), activation())

    def forward(self, x):
        return self.activations(x).flatten(1)[:, :10]
