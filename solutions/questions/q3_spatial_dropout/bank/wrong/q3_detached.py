"""
breaks: q3
code: gradient_missing_input
idea: x.detach() before the mask.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x.detach() * mask.to(x.dtype) / (1 - self.p)
