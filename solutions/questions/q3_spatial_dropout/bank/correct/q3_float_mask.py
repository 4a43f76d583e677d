"""
idea: A float32 mask, which turns bfloat16 into float32.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).float()
        return x * mask / (1 - self.p)
