"""
kind: bomb
tries: A module that is its own child.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def __init__(self, activation=nn.ReLU):
        super().__init__(activation)
        self.itself = self
        self.features.itself = self
