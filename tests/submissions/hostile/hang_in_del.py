"""
kind: hang
tries: Throwing a model away takes forever.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""


class ModelBaseline(ModelBaseline):
    def __del__(self):
        while True:
            pass
