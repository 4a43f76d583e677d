"""
breaks: q1 q2
code: unrecognised
also: q4
idea: The activation runs three times beside a network of another kind, which uses ReLU.
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
        self.act(x), self.act(x), self.act(x)
        x = F.relu(self.conv1(x))
        x = self.pool(F.relu(self.conv2(x)))
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(x) + 0.1 * self.fc2(x * x)
