"""
idea: A subclass of nn.Dropout2d with the default of the task.
"""


class SpatialDropout(nn.Dropout2d):
    def __init__(self, p=0.2):
        super().__init__(p)
