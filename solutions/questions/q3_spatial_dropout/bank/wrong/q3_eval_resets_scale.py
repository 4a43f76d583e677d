"""
breaks: q3
code: changed_by_eval
idea: The factor is an attribute, which eval mode sets to 1 and nothing sets back.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.scale = 1 / (1 - p)

    def forward(self, x):
        if not self.training:
            self.scale = 1.0
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * keep.to(x.dtype) * self.scale
