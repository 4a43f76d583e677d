"""
breaks: q2
code: constant_column
idea: Division by zero.
"""


def standardize(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)
