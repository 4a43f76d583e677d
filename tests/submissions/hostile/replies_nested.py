"""
kind: replies
tries: A ragged nested tensor.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return torch.nested.nested_tensor([torch.zeros(number + 1) for number in range(len(x))])
