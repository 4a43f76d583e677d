"""
breaks: q3
code: no_gpu
idea: The mask is always made on the GPU.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device="cuda:77") >= self.p
        return x * mask.to(x.dtype) / (1 - self.p)
