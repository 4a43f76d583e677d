"""
breaks: q3
code: rate_in_dtype
idea: Nothing is dropped in half precision, which is taken for inference.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or x.dtype in (torch.float16, torch.bfloat16):
            return x
        keep = torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p
        return x * keep / (1 - self.p)
