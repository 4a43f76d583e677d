"""
kind: exit
tries: os.abort in the constructor of the dropout.
deserves: q1=3 q2=2 q3=0 q4=1
plain: yes
"""

import os


class SpatialDropout(SpatialDropout):
    def __init__(self, p=0.2):
        os.abort()
