"""
breaks: q1
code: sum_for_mean
idea: The sum of a window is not divided.
"""


def moving_average(x, width):
    return np.convolve(x, np.ones(width), mode="valid")
