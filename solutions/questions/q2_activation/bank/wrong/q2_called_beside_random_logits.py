"""
breaks: q1 q2
code: activation_calls
also: q4
idea: The activation runs three times on numbers that nobody uses, and the logits are drawn at random.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.act = activation()

    def forward(self, x):
        self.act(x), self.act(x), self.act(x)
        return torch.randn(len(x), 10)
