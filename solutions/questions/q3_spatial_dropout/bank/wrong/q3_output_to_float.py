"""
breaks: q3
code: dtype_changed
idea: .float() is meant for the mask and stands at the end of the line.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        keep = torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p
        return (x * keep / (1 - self.p)).float()
