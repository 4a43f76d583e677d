"""
breaks: {{ name }}
code: {{ name }}_values
idea: The square. TODO
"""


def {{ answer }}(x):
    return x**2
