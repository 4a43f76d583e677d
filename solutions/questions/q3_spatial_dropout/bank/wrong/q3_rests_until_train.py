"""
breaks: q3
code: fresh_layer_rests
idea: A flag of its own, which only train() and eval() set, is off in a fresh layer.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.active = False

    def train(self, mode=True):
        self.active = mode
        return super().train(mode)

    def forward(self, x):
        if not self.active:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * keep.to(x.dtype) / (1 - self.p)
