"""
breaks: q1
code: weight_standardised
also: q4
idea: Weight standardisation in conv2, which has no parameters of its own.
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
        x = self.act(self.conv1(x))
        weight = self.conv2.weight
        std, mean = torch.std_mean(weight, dim=(1, 2, 3), keepdim=True)
        x = self.act(F.conv2d(x, (weight - mean) / (std + 1e-5), self.conv2.bias, padding=1))
        x = self.pool(x)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        return self.fc2(x)
