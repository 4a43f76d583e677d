"""
breaks: q2
code: whole_table
idea: One mean for the whole table.
"""


def standardize(x):
    return (x - x.mean()) / x.std()
