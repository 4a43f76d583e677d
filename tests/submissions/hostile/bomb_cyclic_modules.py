"""
kind: bomb
tries: A module that is its own child.
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def __init__(self, activation=nn.ReLU):
        super().__init__(activation)
        self.itself = self
        self.features.itself = self
