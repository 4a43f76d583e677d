"""
breaks: q3
code: channels_moved
idea: Kept channels are gathered at the front and zeros are padded behind them.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        c = x.shape[1]
        kept = torch.randperm(c)[int(c * self.p) :]
        return F.pad(x[:, kept] / (1 - self.p), (0, 0, 0, 0, 0, c - len(kept)))
