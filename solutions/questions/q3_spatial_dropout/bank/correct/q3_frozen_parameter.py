"""
idea: p is a parameter without gradients, so that it is saved with the model.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = nn.Parameter(torch.tensor(float(p)), requires_grad=False)

    def forward(self, x):
        if not self.training:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * (keep / (1 - self.p)).to(x.dtype)
