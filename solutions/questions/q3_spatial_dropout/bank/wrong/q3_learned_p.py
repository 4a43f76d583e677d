"""
breaks: q3
code: dropout_has_parameters
idea: p is a parameter that gradients reach through the factor.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = nn.Parameter(torch.tensor(float(p)))

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) / (1 - self.p).to(x.dtype)
