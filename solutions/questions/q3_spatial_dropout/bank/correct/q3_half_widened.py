"""
idea: Half precision is computed and returned in float32, as a mean over a batch would be.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        if x.dtype in (torch.float16, torch.bfloat16):
            x = x.float()
        keep = torch.rand(x.shape[:2], device=x.device) >= self.p
        return torch.einsum("nchw,nc->nchw", x, keep.to(x.dtype) / (1 - self.p))
