"""
breaks: {{ name }}
code: {{ name }}_values
idea: The square. TODO
"""


class {{ answer }}(nn.Module):
    def forward(self, x):
        return x**2
