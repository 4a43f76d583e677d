"""
breaks: q1
code: layers_missing
also: q4
idea: Layers are made anew in every call.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.activation = activation

    def forward(self, x):
        x = self.activation()(nn.Conv2d(3, 16, 3, padding=1)(x))
        x = self.activation()(nn.Conv2d(16, 16, 3, padding=1)(x))
        x = nn.MaxPool2d(2, 2)(x).flatten(1)
        x = self.activation()(nn.Linear(4096, 128)(x))
        return nn.Linear(128, 10)(x)
