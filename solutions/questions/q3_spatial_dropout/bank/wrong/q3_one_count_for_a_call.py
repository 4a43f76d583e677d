"""
breaks: q3
code: count_per_call
idea: How many channels go is drawn once for the batch, which ones for each sample.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        count = int((torch.rand(c) < self.p).sum())
        mask = torch.rand(n, c).argsort(1).argsort(1) >= count
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
