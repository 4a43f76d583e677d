"""
kind: replies
tries: A tensor whose storage was taken away after it got its shape.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        output = torch.zeros(len(x), 10)
        output.untyped_storage().resize_(0)
        return output
