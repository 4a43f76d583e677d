"""
breaks: q3
code: scale_in_dtype
idea: In half precision kept channels are rescaled twice.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p).float() / (1 - self.p)
        if x.dtype in (torch.float16, torch.bfloat16):
            x = x / (1 - self.p)
        return x * mask
