"""
idea: Sizes come from a class-level configuration.
"""


class ModelBaseline(nn.Module):
    WIDTHS = (3, 16, 16)
    HEAD = (16 * 16 * 16, 128, 10)

    def __init__(self, activation=nn.ReLU):
        super().__init__()
        convs = [
            nn.Sequential(nn.Conv2d(a, b, 3, padding=1), activation())
            for a, b in zip(self.WIDTHS[:-1], self.WIDTHS[1:])
        ]
        self.features = nn.Sequential(*convs, nn.MaxPool2d(2, 2), nn.Flatten())
        first, hidden, last = self.HEAD
        self.classifier = nn.Sequential(nn.Linear(first, hidden), activation(), nn.Linear(hidden, last))

    def forward(self, x):
        return self.classifier(self.features(x))
