"""
idea: train() is overridden and switches between two methods.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.act = self.drop

    def train(self, mode=True):
        self.act = self.drop if mode else self.keep
        return super().train(mode)

    def keep(self, x):
        return x

    def drop(self, x):
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * keep.to(x.dtype) / (1 - self.p)

    def forward(self, x):
        return self.act(x)
