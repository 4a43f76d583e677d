"""
kind: hang
tries: Listing the parameters never ends, with the same name again and again.
deserves: q4=0
plain: no
"""


class ModelBaseline(ModelBaseline):
    def named_parameters(self, *a, **k):
        value = nn.Parameter(torch.zeros(1))
        while True:
            yield "weight", value
