"""
breaks: q3
code: raised
idea: The mask is expanded to [N, C, 16, 16].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).expand(-1, -1, 16, 16)
        return x * mask.to(x.dtype) / (1 - self.p)
