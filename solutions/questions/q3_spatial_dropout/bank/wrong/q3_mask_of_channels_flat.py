"""
breaks: q3
code: mask_shared_by_batch
idea: Mask [C], broadcast as [C, 1, 1].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            keep = torch.empty(x.shape[1], dtype=x.dtype, device=x.device).bernoulli_(1 - self.p)
            return x * keep[:, None, None] / (1 - self.p)
        return x
