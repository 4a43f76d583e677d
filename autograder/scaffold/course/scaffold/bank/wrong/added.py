"""
breaks: {{ name }}
code: {{ name }}_values
idea: 2 is added. TODO
"""


def {{ answer }}(x):
    return x + 2
