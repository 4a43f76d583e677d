"""
idea: The mask multiplies rows of x.view(N * C, H * W).
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c, h, w = x.size()
        planes = x.reshape(n * c, h * w)
        keep = torch.empty(n * c, 1, device=x.device).uniform_() >= self.p
        return (planes * keep.to(x.dtype) / (1 - self.p)).reshape(n, c, h, w)
