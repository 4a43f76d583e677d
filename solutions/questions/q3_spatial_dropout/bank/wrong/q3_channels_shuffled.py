"""
breaks: q3
code: channels_moved
idea: The channels of each batch are permuted before the mask is applied.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        order = torch.randperm(x.shape[1])
        out = x[:, order] / (1 - self.p)
        out[:, : int(x.shape[1] * self.p)] = 0
        return out
