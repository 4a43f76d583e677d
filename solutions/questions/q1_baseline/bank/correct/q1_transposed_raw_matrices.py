"""
idea: Linear layers as x @ w with raw matrices [in, out].
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(2, 2)
        self.w1, self.b1 = nn.Parameter(torch.randn(4096, 128) * 0.02), nn.Parameter(torch.zeros(128))
        self.w2, self.b2 = nn.Parameter(torch.randn(128, 10) * 0.1), nn.Parameter(torch.zeros(10))
        self.act = activation()

    def forward(self, x):
        x = self.act(self.conv1(x))
        x = self.act(self.conv2(x))
        x = self.pool(x)
        x = x.flatten(1)
        x = self.act(x @ self.w1 + self.b1)
        return x @ self.w2 + self.b2
