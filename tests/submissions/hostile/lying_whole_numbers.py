"""
kind: lying
tries: The answer is a whole number, of pixels, and the activation is called beside it.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.shown = activation()

    def forward(self, x):
        for _ in range(3):
            self.shown(x)
        return x.flatten(1)[:, :10].argmax(1)
