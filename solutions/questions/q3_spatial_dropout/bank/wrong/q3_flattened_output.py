"""
breaks: q3
code: shape
idea: The output is flattened to [N, C * H * W].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        keep = (torch.rand(x.shape[:2], device=x.device) >= self.p).to(x.dtype)
        return (x.flatten(2) * keep[..., None] / (1 - self.p)).flatten(1)
