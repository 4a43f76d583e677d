"""
breaks: q3
code: dropout_has_parameters
idea: A learned factor that starts at 1.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout2d(p)
        self.gain = nn.Parameter(torch.ones(1))

    def forward(self, x):
        if not self.training:
            return x
        return self.drop(x) * self.gain.to(x.dtype)
