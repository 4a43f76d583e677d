"""
idea: A loop.
"""


def moving_average(x, width):
    return [sum(x[i : i + width]) / width for i in range(len(x) - width + 1)]
