"""
breaks: q1
code: input_changed
also: q4
idea: CIFAR statistics are applied a second time.
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

    def forward(self, x):
        mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(1, 3, 1, 1)
        std = torch.tensor([0.247, 0.243, 0.261]).view(1, 3, 1, 1)
        x = (x - mean) / std
        x = self.act(self.conv1(x))
        x = self.act(self.conv2(x))
        x = self.pool(x)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        return self.fc2(x)
