"""
kind: replies
tries: Wrapped tensors that have left the transform they belong to, and a fake tensor.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

from torch._subclasses.fake_tensor import FakeTensorMode

kept = []
torch.vmap(lambda row: kept.append(row) or row)(torch.zeros(4, 10))


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if len(x) > 1:
            return kept[0]
        with FakeTensorMode():
            return torch.zeros(len(x), 10)
