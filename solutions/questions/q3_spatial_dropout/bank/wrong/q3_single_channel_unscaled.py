"""
breaks: q3
code: scale_for_shape
idea: With one channel nothing is scaled.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p).to(x.dtype)
        if x.shape[1] == 1:
            return x * mask
        return x * mask / (1 - self.p)
