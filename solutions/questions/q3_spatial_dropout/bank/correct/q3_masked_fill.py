"""
idea: masked_fill of the scaled input.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        drop = torch.rand(x.shape[:2], device=x.device) < self.p
        return (x / (1 - self.p)).masked_fill(drop[..., None, None], 0)
