"""
idea: One nn.Sequential.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.net = nn.Sequential(
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

    def forward(self, x):
        return self.net(x)
