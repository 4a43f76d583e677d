"""
breaks: {{ name }}
code: {{ name }}_values
idea: The input comes back. TODO
"""


def {{ answer }}(x):
    return x
