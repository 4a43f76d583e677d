"""
kind: replies
tries: Lists of rows of different lengths, lists of tensors and a generator in turn.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    calls = 0

    def forward(self, x):
        ModelBaseline.calls += 1
        ragged = [[0.0] * number for number in range(len(x))]
        return (ragged, list(super().forward(x)), (row for row in x), {"logits": x}, iter(int, 1))[self.calls % 5]
