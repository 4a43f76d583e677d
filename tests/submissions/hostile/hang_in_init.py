"""
kind: hang
tries: An endless loop in the constructor.
deserves: q1=0 q2=0 q4=0
plain: no
"""


class ModelBaseline(ModelBaseline):
    def __init__(self, activation=nn.ReLU):
        super().__init__(activation)
        while True:
            pass
