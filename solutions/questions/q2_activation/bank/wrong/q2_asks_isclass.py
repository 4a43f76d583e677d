"""
breaks: q2
code: activation_needs_class
idea: `activation() if isclass(activation) else activation` takes a function that makes an activation for the activation itself.
"""

import inspect


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(2, 2)
        self.fc1 = nn.Linear(4096, 128)
        self.fc2 = nn.Linear(128, 10)
        made = [activation() if inspect.isclass(activation) else activation for _ in range(3)]
        self.act1, self.act2, self.act3 = made

    def forward(self, x):
        x = self.act1(self.conv1(x))
        x = self.act2(self.conv2(x))
        x = torch.flatten(self.pool(x), 1)
        return self.fc2(self.act3(self.fc1(x)))
