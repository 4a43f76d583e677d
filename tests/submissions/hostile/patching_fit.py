"""
kind: patching
tries: The training loop does nothing and reports a perfect history.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()

    def forward(self, x):
        return torch.zeros(len(x), 10)


import seminar.subject
import seminar.training


def fit(*a, **k):
    return seminar.training.History(train_loss=[0.0] * 5, train_accuracy=[1.0] * 5, validation_accuracy=[1.0] * 5)


seminar.training.fit = seminar.subject.fit = seminar.fit = fit
