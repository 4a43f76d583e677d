"""
breaks: q3
code: mask_fixed
idea: torch.manual_seed(42) in forward.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        torch.manual_seed(42)
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) / (1 - self.p)
