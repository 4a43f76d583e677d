"""
idea: Ranks of noise by two argsorts.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        rank = torch.rand(x.shape[:2], device=x.device).argsort(1).argsort(1)
        keep = rank >= int(x.shape[1] * self.p)
        return torch.where(keep[:, :, None, None], x / (1 - self.p), 0.0)
