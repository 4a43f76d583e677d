"""
breaks: q3
code: dtype_changed
idea: The output is always float32 because zeros are made without a dtype.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        out = torch.zeros(x.shape, device=x.device)
        keep = torch.rand(x.shape[:2], device=x.device) >= self.p
        out[keep] = (x[keep] / (1 - self.p)).float()
        return out
