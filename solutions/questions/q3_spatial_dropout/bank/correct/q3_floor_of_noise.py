"""
idea: floor(keep + noise), the trick of older libraries.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0.0:
            return x
        keep = 1 - self.p
        mask = torch.floor(keep + torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device))
        return x.div(keep) * mask.to(x.dtype)
