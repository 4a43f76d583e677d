"""
breaks: q3
code: pixels_dropped
idea: Dropout2d after permuting to [N, H, W, C] and flattening to [N, H * W, C].
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        n, c, h, w = x.shape
        pixels = x.permute(0, 2, 3, 1).reshape(n, h * w, c)
        pixels = F.dropout1d(pixels, self.p, self.training)
        return pixels.reshape(n, h, w, c).permute(0, 3, 1, 2)
