"""
breaks: q3
code: nothing_dropped
idea: train() is written again with mode=False as its default, so that layer.train() switches dropout off.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def train(self, mode=False):
        return super().train(mode)

    def forward(self, x):
        if not self.training:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * keep.to(x.dtype) / (1 - self.p)
