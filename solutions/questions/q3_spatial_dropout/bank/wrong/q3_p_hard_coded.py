"""
breaks: q3
code: p_ignored
idea: 0.2 is written in forward.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= 0.2
        return x * mask.to(x.dtype) / (1 - self.p)
