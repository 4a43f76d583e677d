"""
breaks: q3
code: channels_moved
idea: view instead of permute brings channels to the front and back.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout2d(p)

    def forward(self, x):
        if not self.training:
            return x
        n, c, h, w = x.shape
        out = self.drop(x.transpose(0, 1).contiguous())
        return out.view(n, c, h, w)
