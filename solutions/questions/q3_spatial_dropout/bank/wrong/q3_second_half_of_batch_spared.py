"""
breaks: q3
code: samples_rest
idea: The second half of a batch never loses anything.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p).to(x.dtype)
        mask[(len(x) + 1) // 2 :] = 1
        return x * mask / (1 - self.p)
