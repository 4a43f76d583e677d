"""
breaks: q3
code: sign_dropped
idea: An activation is part of the layer in training.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return torch.relu(x) * keep.to(x.dtype) / (1 - self.p)
