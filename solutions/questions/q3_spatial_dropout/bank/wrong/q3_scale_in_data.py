"""
breaks: q3
code: gradient_of_dropout
idea: The factor is applied through .data and gets no gradient.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        out = x * (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
        out.data /= 1 - self.p
        return out
