"""
breaks: q3
code: scale_multiplied
idea: torch.where writes 1 - p into the mask.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        noise = torch.rand(x.shape[:2], device=x.device)
        mask = torch.where(noise < self.p, 0.0, 1 - self.p).to(x.dtype)
        return torch.einsum("nchw,nc->nchw", x, mask)
