"""
kind: messages
tries: The arguments of an error are a tensor, a number of a million digits and the error itself.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        error = ValueError(torch.zeros(1000, 1000), 10**1_000_000)
        error.args += (error,)
        raise error
