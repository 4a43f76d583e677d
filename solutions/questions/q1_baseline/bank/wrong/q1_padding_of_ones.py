"""
breaks: q1
code: padding_mode_at
also: q4
idea: The border of the images is white.
"""

import torch.nn.functional as F


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(2, 2)
        self.fc1 = nn.Linear(4096, 128)
        self.fc2 = nn.Linear(128, 10)
        self.act = activation()

    def forward(self, x):
        x = self.act(F.conv2d(F.pad(x, (1, 1, 1, 1), value=1.0), self.conv1.weight, self.conv1.bias))
        x = self.act(self.conv2(x))
        x = self.pool(x)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        return self.fc2(x)
