"""
idea: The factor is exp(-log(1 - p)).
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        factor = torch.exp(-torch.log1p(torch.tensor(-self.p))).item()
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * (keep * factor).to(x.dtype)
