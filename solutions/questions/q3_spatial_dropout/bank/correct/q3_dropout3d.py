"""
idea: nn.Dropout3d on [N, C, 1, H, W].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout3d(p)

    def forward(self, x):
        return self.drop(x.unsqueeze(2)).squeeze(2)
