"""
breaks: q2
code: activation_ignored
idea: Any activation switches ReLU on, None would switch it off.
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
        self.active = activation is not None

    def forward(self, x):
        act = F.relu if self.active else nn.Identity()
        x = act(self.conv1(x))
        x = self.pool(act(self.conv2(x)))
        x = act(self.fc1(x.flatten(1)))
        return self.fc2(x)
