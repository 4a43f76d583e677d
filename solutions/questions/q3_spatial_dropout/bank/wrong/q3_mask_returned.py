"""
breaks: q3
code: mask_returned
idea: The scaled mask is returned, expanded to the shape of x.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
        return mask.expand_as(x) / (1 - self.p)
