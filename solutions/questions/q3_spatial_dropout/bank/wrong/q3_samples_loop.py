"""
breaks: q3
code: mask_without_channels
idea: A loop over samples throws one coin for each sample.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        images = []
        for image in x:
            images.append(image * 0 if random.random() < self.p else image / (1 - self.p))
        return torch.stack(images)
