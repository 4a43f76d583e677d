"""
breaks: q2
code: divided_by_less
idea: ddof=1.
"""


def standardize(x):
    deviation = x.std(axis=0, ddof=1)
    return (x - x.mean(axis=0)) / np.where(deviation == 0, 1, deviation)
