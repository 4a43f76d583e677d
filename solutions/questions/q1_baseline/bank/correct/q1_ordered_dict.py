"""
idea: Sequential with an OrderedDict of names.
"""

from collections import OrderedDict


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.net = nn.Sequential(OrderedDict([
            ("c1", nn.Conv2d(3, 16, kernel_size=(3, 3), padding=(1, 1))),
            ("a1", activation()),
            ("c2", nn.Conv2d(16, 16, kernel_size=3, stride=1, padding=1)),
            ("a2", activation()),
            ("p", nn.MaxPool2d(kernel_size=2)),
            ("f", nn.Flatten()),
            ("l1", nn.Linear(16 * 16 * 16, 128)),
            ("a3", activation()),
            ("l2", nn.Linear(128, 10)),
        ]))

    def forward(self, x):
        return self.net(x)
