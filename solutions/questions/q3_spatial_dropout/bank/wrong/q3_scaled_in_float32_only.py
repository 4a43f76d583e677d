"""
breaks: q3
code: scale_in_dtype
idea: Rescaling stands in a branch for float32.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
        if x.dtype == torch.float32:
            mask = mask / (1 - self.p)
        return x * mask
