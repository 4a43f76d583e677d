"""
idea: nn.Dropout1d on [N, C, H * W].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout1d(p)

    def forward(self, x):
        return self.drop(x.flatten(2)).reshape(x.shape)
