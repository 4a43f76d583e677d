"""
breaks: q3
code: only_for_shape
idea: Only the first 32 channels are ever dropped.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.ones(x.shape[0], x.shape[1], 1, 1, device=x.device, dtype=x.dtype)
        first = min(32, x.shape[1])
        mask[:, :first] = (torch.rand(x.shape[0], first, 1, 1, device=x.device) >= self.p).to(x.dtype)
        return x * mask / (1 - self.p)
