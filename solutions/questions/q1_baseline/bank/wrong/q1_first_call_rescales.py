"""
breaks: q1
code: weights_changed
also: q2
idea: The first call scales the weights of the last layer.
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
        self.ready = False

    def forward(self, x):
        if not self.ready:
            self.ready = True
            with torch.no_grad():
                self.fc2.weight *= 0.1
        x = self.act(self.conv1(x))
        x = self.pool(self.act(self.conv2(x)))
        x = self.act(self.fc1(x.flatten(1)))
        return self.fc2(x)
