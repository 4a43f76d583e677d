"""
breaks: q3
code: eval_drops
idea: Zeros in eval mode.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        keep = 0
        if self.training:
            keep = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype) / (1 - self.p)
        return x * keep
