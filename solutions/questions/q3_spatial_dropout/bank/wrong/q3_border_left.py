"""
breaks: q3
code: channel_partly_zero
idea: Only the inner part of a dropped channel is set to zero.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        out = x / (1 - self.p)
        drop = torch.rand(x.shape[:2], device=x.device) < self.p
        out[..., 1:, 1:][drop] = 0
        return out
