"""
idea: A subclass of nn.Sequential without forward.
"""


class ModelBaseline(nn.Sequential):
    def __init__(self, activation=nn.ReLU):
        super().__init__(
            nn.Conv2d(3, 16, 3, padding=1),
            activation(),
            nn.Conv2d(16, 16, 3, padding=1),
            activation(),
            nn.MaxPool2d(2, 2),
            nn.Flatten(),
            nn.Linear(4096, 128),
            activation(),
            nn.Linear(128, 10),
        )
