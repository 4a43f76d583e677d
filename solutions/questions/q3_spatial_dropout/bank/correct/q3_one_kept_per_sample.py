"""
idea: One channel of each sample is drawn that is never dropped if all the others are.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p).to(x.dtype)
        spared = torch.randint(x.shape[1], (len(x),), device=x.device)
        empty = mask.flatten(1).sum(1) == 0
        mask[empty, spared[empty]] = 1
        return x * mask / (1 - self.p)
