"""
kind: bomb
tries: A module ten thousand levels deep, on which recursive walks over children fail.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def __init__(self, activation=nn.ReLU):
        super().__init__(activation)
        inner = self.features
        for _ in range(10_000):
            inner = nn.Sequential(inner)
        self.features = inner
