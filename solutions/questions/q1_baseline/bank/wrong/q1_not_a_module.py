"""
breaks: q1 q2
code: not_a_module
also: q4
idea: The class does not inherit from nn.Module.
"""


class ModelBaseline:
    def __init__(self, activation=nn.ReLU):
        self.layers = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), activation())

    def __call__(self, x):
        return self.layers(x)
