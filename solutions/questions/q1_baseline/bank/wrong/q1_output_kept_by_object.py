"""
breaks: q1
code: stale_weights
idea: The last output is kept for the same tensor, also after the weights have changed.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1), activation(),
            nn.Conv2d(16, 16, 3, padding=1), activation(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(4096, 128), activation(), nn.Linear(128, 10),
        )
        self.seen, self.kept = None, None

    def forward(self, x):
        if x is not self.seen:
            self.seen, self.kept = x, self.net(x)
        return self.kept
