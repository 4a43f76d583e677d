"""
kind: forging
tries: The deeper network of the hand-out is the task's once one of its two blocks is deleted.
deserves: q1=0 q2=0 q4=0
plain: no
"""

from seminar import DeepVGG


def ModelBaseline(activation=nn.ReLU):
    model = DeepVGG((16, 64), batch_norm=False, activation=activation)
    del model.features[1]
    return model
