"""
idea: A loop. TODO
"""


class {{ answer }}(nn.Module):
    def forward(self, x):
        return torch.stack([2 * image for image in x])
