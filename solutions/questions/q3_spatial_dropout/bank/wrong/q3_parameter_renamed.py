"""
breaks: q3
code: construct
idea: The parameter is called drop_rate.
"""


class SpatialDropout(nn.Module):
    def __init__(self, drop_rate=0.2):
        super().__init__()
        self.drop_rate = drop_rate

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.drop_rate
        return x * mask.to(x.dtype) / (1 - self.drop_rate)
