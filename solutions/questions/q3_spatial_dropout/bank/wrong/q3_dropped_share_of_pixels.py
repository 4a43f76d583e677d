"""
breaks: q3
code: elements_dropped
idea: Exactly H * W * p pixels of every channel.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c, h, w = x.shape
        k = max(1, int(h * w * self.p))
        order = torch.rand(n, c, h * w).argsort(-1)
        mask = (order >= k).to(x).view(n, c, h, w)
        return x * mask / (1 - self.p)
