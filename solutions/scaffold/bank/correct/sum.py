"""
idea: A sum. TODO
"""


class {{ answer }}(nn.Module):
    def forward(self, x):
        return x + x
