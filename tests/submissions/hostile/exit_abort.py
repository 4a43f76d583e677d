"""
kind: exit
tries: os.abort in the constructor of the dropout.
deserves: q3=0
plain: yes
"""

import os


class SpatialDropout(SpatialDropout):
    def __init__(self, p=0.2):
        os.abort()
