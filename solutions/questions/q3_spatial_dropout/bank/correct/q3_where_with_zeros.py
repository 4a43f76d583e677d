"""
idea: torch.where with zeros_like.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x.clone()
        drop = torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device).lt(self.p)
        return torch.where(drop, torch.zeros_like(x), x / (1 - self.p))
