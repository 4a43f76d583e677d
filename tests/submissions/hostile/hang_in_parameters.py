"""
kind: hang
tries: Listing the parameters never ends, with the same name again and again.
deserves: q1=3 q2=2 q3=4 q4=0
plain: no
"""


class ModelBaseline(ModelBaseline):
    def named_parameters(self, *a, **k):
        value = nn.Parameter(torch.zeros(1))
        while True:
            yield "weight", value
