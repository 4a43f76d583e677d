"""
breaks: q3
code: samples_rest
idea: The loop over the batch begins at 1.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = torch.ones(n, c)
        for i in range(1 if n > 1 else 0, n):
            mask[i] = torch.rand(c) >= self.p
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
