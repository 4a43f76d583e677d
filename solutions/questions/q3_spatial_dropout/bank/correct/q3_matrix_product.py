"""
idea: A diagonal matrix of factors for every sample.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        keep = (torch.rand(x.shape[:2], device=x.device) >= self.p).to(x.dtype) / (1 - self.p)
        return (torch.diag_embed(keep) @ x.flatten(2)).view_as(x)
