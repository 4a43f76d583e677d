"""
breaks: {{ name }}
code: {{ name }}_values
idea: 2 is added. TODO
"""


class {{ answer }}(nn.Module):
    def forward(self, x):
        return x + 2
