"""
idea: torch.feature_dropout, which F.dropout2d calls.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return torch.feature_dropout(x, self.p, self.training)
