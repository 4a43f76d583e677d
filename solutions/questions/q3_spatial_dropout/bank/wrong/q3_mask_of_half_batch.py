"""
breaks: q3
code: samples_alike
idea: Masks are drawn for half of the batch and repeated.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        half = torch.rand((n + 1) // 2, c, 1, 1, device=x.device) >= self.p
        mask = torch.cat([half, half])[:n]
        return x * mask.to(x.dtype) / (1 - self.p)
