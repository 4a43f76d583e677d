"""
breaks: q3
code: gradient_missing_input
idea: The output is built from x.data.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        out = x.data.clone() / (1 - self.p)
        out[torch.rand(x.shape[:2], device=x.device) < self.p] = 0
        return out
