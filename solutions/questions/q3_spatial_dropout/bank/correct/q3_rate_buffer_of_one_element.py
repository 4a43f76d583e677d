"""
idea: p is a buffer of shape [1] that takes part in the arithmetic, so it must be moved with the layer.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.register_buffer("p", torch.tensor([float(p)]))

    def forward(self, x):
        if not self.training or not self.p.any():
            return x
        keep = torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p
        return x * keep / (1 - self.p)
