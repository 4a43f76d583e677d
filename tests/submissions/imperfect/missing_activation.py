"""No activation after the first linear layer; everything else is right: q1 loses its points, q2 keeps them."""

import torch
from torch import nn


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.block = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1),
            activation(),
            nn.Conv2d(16, 16, 3, padding=1),
            activation(),
            nn.MaxPool2d(2, 2),
        )
        self.hidden = nn.Linear(4096, 128)
        self.head = nn.Linear(128, 10)

    def forward(self, x):
        return self.head(self.hidden(self.block(x).flatten(1)))


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        kept = torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p
        return x * kept.to(x.dtype) / (1 - self.p)
