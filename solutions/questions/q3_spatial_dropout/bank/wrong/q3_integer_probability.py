"""
breaks: q3
code: nothing_dropped
idea: int(p) is 0, so no channel is ever chosen.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        out = x.clone()
        for i in range(len(x)):
            for c in range(int(x.shape[1] * int(self.p))):
                out[i, c] = 0
        return out
