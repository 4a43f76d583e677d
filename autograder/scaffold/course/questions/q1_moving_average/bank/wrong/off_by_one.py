"""
breaks: q1
code: values
idea: A window has one number too few.
"""


def moving_average(x, width):
    return np.array([np.mean(x[i : i + max(width - 1, 1)]) for i in range(len(x) - width + 1)])
