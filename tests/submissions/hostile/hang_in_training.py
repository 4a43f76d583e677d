"""
kind: hang
tries: train() and eval() take forever, which a harness calls without thinking of student code.
deserves: q1=0 q2=0 q4=0
plain: no
"""


class ModelBaseline(ModelBaseline):
    def train(self, mode=True):
        while True:
            pass
