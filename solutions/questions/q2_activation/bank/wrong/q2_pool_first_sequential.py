"""
breaks: q2
code: pool_before_activation
idea: Sequential with the pooling in the wrong place.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1),
            activation(),
            nn.Conv2d(16, 16, 3, padding=1),
            nn.MaxPool2d(2, 2),
            activation(),
            nn.Flatten(),
            nn.Linear(4096, 128),
            activation(),
            nn.Linear(128, 10),
        )

    def forward(self, x):
        return self.layers(x)
