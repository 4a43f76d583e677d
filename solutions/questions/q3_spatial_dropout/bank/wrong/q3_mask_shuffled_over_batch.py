"""
breaks: q3
code: count_per_call
idea: One independent mask, shuffled for every sample: all samples drop equally many channels.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        c = x.shape[1]
        row = torch.rand(c) >= self.p
        mask = torch.stack([row[torch.randperm(c)] for _ in x])
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
