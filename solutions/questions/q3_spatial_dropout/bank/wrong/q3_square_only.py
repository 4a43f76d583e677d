"""
breaks: q3
code: -
idea: The height is used for the width too.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c, h, _ = x.shape
        mask = (torch.rand(n, c, device=x.device) >= self.p).to(x.dtype)
        return x * mask.repeat_interleave(h * h, dim=1).view(n, c, h, h) / (1 - self.p)
