"""
breaks: q3
code: rate_in_dtype
idea: In half precision the mask is an integer before it is compared: everything is dropped.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        noise = torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device)
        if x.dtype in (torch.float16, torch.bfloat16):
            noise = noise.long()
        return x * (noise > self.p) / (1 - self.p)
