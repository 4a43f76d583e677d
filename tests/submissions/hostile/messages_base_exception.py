"""
kind: messages
tries: An exception that no `except Exception` sees, raised everywhere.
deserves: q1=0 q2=0 q3=0 q4=0
plain: yes
"""


class Unseen(BaseException):
    pass


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise Unseen("forward")


class SpatialDropout(SpatialDropout):
    def __init__(self, p=0.2):
        raise Unseen("init")


raise Unseen("cell")
