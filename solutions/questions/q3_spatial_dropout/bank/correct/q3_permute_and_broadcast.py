"""
idea: Channels last, a mask [N, 1, 1, C], and back.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        pixels = x.permute(0, 2, 3, 1)
        keep = torch.rand(x.size(0), 1, 1, x.size(1), device=x.device) >= self.p
        return (pixels * keep.to(x.dtype) / (1 - self.p)).permute(0, 3, 1, 2)
