"""
idea: A sum. TODO
"""


def {{ answer }}(x):
    return x + x
