"""
breaks: q3
code: count_over_batch
idea: Noise is compared with its own quantile over the whole batch.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        noise = torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device)
        mask = noise > noise.quantile(self.p)
        return x * mask.to(x.dtype) / (1 - self.p)
