"""
breaks: q1
code: weights_as_buffers
also: q4
idea: The first convolution is a buffer.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.register_buffer("kernel", torch.randn(16, 3, 3, 3) * 0.2)
        self.shift = nn.Parameter(torch.zeros(16))
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(2, 2)
        self.fc1 = nn.Linear(4096, 128)
        self.fc2 = nn.Linear(128, 10)
        self.act = activation()

    def forward(self, x):
        x = self.act(nn.functional.conv2d(x, self.kernel, self.shift, padding=1))
        x = self.act(self.conv2(x))
        x = self.pool(x)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        return self.fc2(x)
