"""
idea: The input is scaled before it is masked.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        y = x / (1 - self.p)
        return y * torch.rand(*x.shape[:2], 1, 1, device=x.device).ge(self.p).type_as(x)
