"""
kind: replies
tries: Tensors on the device meta, which have a shape and no values.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return torch.empty(len(x), 10, device="meta", requires_grad=True)
