"""
breaks: q3
code: mask_shared_by_batch
idea: One row of the mask is expanded over the batch.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        row = torch.bernoulli(torch.full((1, x.shape[1]), 1 - self.p))
        mask = row.expand(x.shape[0], -1).reshape(*x.shape[:2], 1, 1)
        return x * mask.to(x) / (1 - self.p)
