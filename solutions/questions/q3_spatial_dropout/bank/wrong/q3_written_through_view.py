"""
breaks: q3
code: input_modified
idea: A loop writes zeros into views of x.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        c = x.shape[1]
        for image in x:
            image[torch.randperm(c)[: int(c * self.p)]] = 0
        return x / (1 - self.p)
