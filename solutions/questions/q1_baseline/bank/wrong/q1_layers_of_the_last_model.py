"""
breaks: q1
code: computes_with_another
also: q2 q4
idea: forward uses the layers of the model that was made last.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(2, 2)
        self.fc1 = nn.Linear(4096, 128)
        self.fc2 = nn.Linear(128, 10)
        self.act = activation()
        ModelBaseline.last = (self.conv1, self.conv2, self.fc1, self.fc2)

    def forward(self, x):
        conv1, conv2, fc1, fc2 = ModelBaseline.last
        x = self.act(conv1(x))
        x = self.pool(self.act(conv2(x)))
        x = self.act(fc1(x.flatten(1)))
        return fc2(x)
