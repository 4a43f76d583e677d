"""
breaks: q3
code: raised
idea: The mask is made for batches of 32.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2, batch_size=32):
        super().__init__()
        self.p = p
        self.batch_size = batch_size

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(self.batch_size, x.shape[1], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) / (1 - self.p)
