"""
breaks: q3
code: eval_not_identity
idea: x * p in eval mode.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x * self.p
        keep = 1 - self.p
        mask = torch.bernoulli(torch.full((x.shape[0], x.shape[1], 1, 1), keep, device=x.device))
        return x * mask.to(x.dtype) / keep
