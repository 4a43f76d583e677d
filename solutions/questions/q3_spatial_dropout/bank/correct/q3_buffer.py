"""
idea: p is a buffer.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.register_buffer("rate", torch.tensor(float(p), dtype=torch.float64))

    def forward(self, x):
        rate = float(self.rate)
        if not self.training or rate == 0:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= rate
        return x * keep.to(x.dtype) / (1 - rate)
