"""
breaks: q1
code: layers_missing
also: q2 q4
idea: A perceptron without convolutions.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.layers = nn.Sequential(nn.Flatten(), nn.Linear(3072, 128), activation(), nn.Linear(128, 10))

    def forward(self, x):
        return self.layers(x)
