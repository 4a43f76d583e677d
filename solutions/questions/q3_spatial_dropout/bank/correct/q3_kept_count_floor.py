"""
idea: int(C * (1 - p)) channels are kept, which rounds the dropped ones up.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        order = torch.rand(n, c, device=x.device).argsort(1)
        mask = torch.zeros(n, c, dtype=x.dtype, device=x.device)
        mask.scatter_(1, order[:, : int(c * (1 - self.p))], 1)
        return x * mask[:, :, None, None] / (1 - self.p)
