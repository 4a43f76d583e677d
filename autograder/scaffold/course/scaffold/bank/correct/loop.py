"""
idea: A loop. TODO
"""


def {{ answer }}(x):
    return [2 * value for value in x]
