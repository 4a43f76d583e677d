"""
breaks: q1
code: stale_weights
idea: Outputs are kept by the address of their input.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1), activation(),
            nn.Conv2d(16, 16, 3, padding=1), activation(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(4096, 128), activation(), nn.Linear(128, 10),
        )
        self.kept = {}

    def forward(self, x):
        key = (x.data_ptr(), x.shape)
        if key not in self.kept:
            self.kept = {key: self.net(x)}
        return self.kept[key]
