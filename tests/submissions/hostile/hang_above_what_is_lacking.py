"""
kind: hang
tries: Each class lacks something when it is called, so that all that stands above it is run for it: loops without end.
deserves: q1=0 q2=0 q3=0 q4=0
plain: no
"""

while True:
    pass
for _ in iter(int, 1):
    pass
while True:
    try:
        while True:
            pass
    except BaseException:
        continue


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return super().forward(nn.not_there(x))


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        return super().forward(nn.not_there(x))
