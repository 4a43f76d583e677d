"""
breaks: q3
code: mask_shared_by_batch
idea: Mask [1, C, 1, 1].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c, h, w = x.size()
        mask = torch.rand(1, c, 1, 1, device=x.device) > self.p
        return x * mask.to(x.dtype) / (1 - self.p)
