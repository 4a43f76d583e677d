"""
breaks: q3
code: gradient_missing_input
idea: forward is decorated with torch.no_grad().
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout2d(p)

    @torch.no_grad()
    def forward(self, x):
        return self.drop(x)
