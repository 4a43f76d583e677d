"""
breaks: q1
code: shape
idea: The borders are padded, so that the result is as long as x.
"""


def moving_average(x, width):
    return np.convolve(x, np.full(width, 1 / width), mode="same")
