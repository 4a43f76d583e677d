"""
breaks: q3
code: channels_moved
idea: The samples of the batch are permuted.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout2d(p)

    def forward(self, x):
        if self.training:
            x = x[torch.randperm(x.shape[0])]
        return self.drop(x)
