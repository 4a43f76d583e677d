"""
breaks: {{ name }}
code: {{ name }}_values
idea: The input comes back. TODO
"""


class {{ answer }}(nn.Module):
    def forward(self, x):
        return x
