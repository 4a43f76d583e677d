"""
breaks: q3
code: mask_without_channels
idea: nn.Dropout3d on x.unsqueeze(1) drops all channels of a sample.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout3d(p)

    def forward(self, x):
        return self.drop(x.unsqueeze(1)).squeeze(1)
